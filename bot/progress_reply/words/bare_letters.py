"""Choose between the meanings of a word typed in bare letters, by its neighbours.

"da" is "đã" or "dạ", "chi" is "chị" or "chỉ", "cho" is "cho" or "chờ": without accents a word carries the
signs of all of them, and most of them only make a finish doubtful.
"""

from bot.progress_reply.words.signs import Sign, Signs
from bot.progress_reply.words.tokens import Token, TokenKind, bare_words

_CALLED = frozenset({"chi", "co", "anh", "em", "ban", "bac", "sep"})
_AFTER_ALREADY = frozenset({"do", "no", "ni", "he", "hi"})
_LIMITED = frozenset(
    {"con", "moi", "thieu", "xong", "lam", "duoc", "co", "la", "can", "nop", "gui", "cho", "hoan", "trien"}
    | {"dat", "phan", "mot", "hai", "ba", "bon", "vai", "tru", "may", "xa", "thuc", "dang", "rieng"}
)
_TIMES_AND_PERSONS = frozenset(
    {"chieu", "sang", "trua", "toi", "mai", "hom", "tuan", "thu", "em", "anh", "chi", "co", "chau", "xa"}
)
_ADDRESS_WORDS = 3  # "dạ báo cáo"
_FINISHING = frozenset({"xong", "thanh", "tat", "nop", "gui", "goi", "hanh"})  # last words of "hoàn thành" …
# what follows tells a plain "cho" that means "chờ" from one that means "cho"
_WAITED_FOR = frozenset({"ky", "duyet", "huong", "kinh", "phe", "y", "lanh", "phan"})
_GIVEN_TO = frozenset(
    {"em", "toi", "minh", "xin", "anh", "chi", "chau", "bon", "xa", "huyen", "don", "lui", "gia", "them"}
    | {"hoi", "biet", "nop", "phep", "chung", "phong"}
)


def is_no_phrase(tokens: list[Token], at: int, length: int, signs: Signs) -> bool:
    """Tell whether a phrase that fits in bare letters is not meant here: "gui roi qua" is no "rối quá"."""
    if length > 1 and signs <= {Sign.OBSTACLE, Sign.EXTEND}:
        return _is_said_of_act(tokens, at)
    return length == _ADDRESS_WORDS and signs == {Sign.COURTESY} and _has_reported(tokens, at)


def settle(tokens: list[Token], at: int, signs: Signs) -> Signs:
    """Choose between the meanings of an unaccented word by its neighbours."""
    if {Sign.NOT, Sign.OBSTACLE} <= signs:  # "hong" is "hông" rather than "hỏng"
        return signs - {Sign.OBSTACLE}
    if not signs:
        return signs
    before = tokens[at - 1] if at else None
    word = tokens[at].spelling.bare
    if before and word == "ha" and before.kind in (TokenKind.NUMBER, TokenKind.SLASHED):
        return frozenset({Sign.COUNTED})  # "150/200 ha", against "xong rồi ha"
    ends = _ends_clause(tokens, at + 1 + _is_address(tokens, at + 1))
    if before and before.spelling.bare == "roi" and word in _AFTER_ALREADY and ends:
        return frozenset({Sign.COURTESY})  # "gui bc r do": "rồi đó"
    if word == "chi" and {Sign.ONLY, Sign.PERSON} <= signs and not _limits(tokens, at):
        return frozenset({Sign.PERSON})  # "cam on chi"; "chi con 2 xa" is "chỉ"
    if word == "da" and {Sign.ALREADY, Sign.POLITE_YES} <= signs and _opens_with_time(tokens, at + 1):
        return frozenset({Sign.POLITE_YES})  # "da chieu nay nop": "đã" stands at its verb
    if word == "nghe" and Sign.OTHER_ACT in signs and ends:
        return frozenset({Sign.COURTESY})  # "xong rồi nghe chị"
    if (
        word == "lan"
        and tokens[at].spelling.is_plain
        and "ca" in bare_words(tokens, max(0, at - 6), min(at, 6))
    ):
        return frozenset({Sign.AND})  # "ca file excel lan ban scan"
    if word == "con" and {Sign.REMAINDER, Sign.PERSON} <= signs and "xong" in bare_words(tokens, 0, at):
        return signs - {Sign.PERSON}  # "xong bieu 1 con bieu 2 dang lam"
    if not {Sign.WAIT, Sign.NEUTRAL} <= signs:
        return signs
    after = tokens[at + 1].spelling.bare if at + 1 < len(tokens) else ""
    opens = (
        before is None
        or before.kind is TokenKind.BREAK
        or before.spelling.bare in ("dang", "con", "van", "phai")
    )
    if after in _WAITED_FOR or (opens and after not in _GIVEN_TO):
        return frozenset({Sign.WAIT})
    return signs - {Sign.WAIT, Sign.NOT}


def _ends_clause(tokens: list[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind is TokenKind.BREAK


def _is_address(tokens: list[Token], at: int) -> bool:
    return any(word in _CALLED for word in bare_words(tokens, at, 1))


def _is_said_of_act(tokens: list[Token], at: int) -> bool:
    return (
        tokens[at].spelling.bare == "roi"
        and tokens[at].spelling.is_plain
        and not _FINISHING.isdisjoint(bare_words(tokens, at - 1, 1) if at else ())
    )


def _limits(tokens: list[Token], at: int) -> bool:
    """Tell whether "chi" may be "chỉ": a number, an act or what is left follows."""
    if at + 1 >= len(tokens):
        return False
    follower = tokens[at + 1]
    return follower.kind in (TokenKind.NUMBER, TokenKind.SLASHED, TokenKind.PERCENT) or (
        follower.spelling.bare in _LIMITED
    )


def _opens_with_time(tokens: list[Token], at: int) -> bool:
    return any(word in _TIMES_AND_PERSONS for word in bare_words(tokens, at, 1))


def _has_reported(tokens: list[Token], at: int) -> bool:
    """Tell whether "da bao cao" is no "dạ báo cáo", which goes on with the one spoken to."""
    return bare_words(tokens, at, 4) == ["da", "bao", "cao", "roi"]
