"""A sentence as tokens that still know their place in it.

Vietnamese is written in many ways: composed or decomposed characters, tone marks in old or new style
("quý", "qúy", "Quí"), no marks at all, and scanned text with holes in it ("1 5/8/ 2018", "Quý  I V").
Everything of that is settled here, so that the grammar sees one spelling, while offsets always point into
the text as it was given.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set; long lists read better as running text."""
    return frozenset(_split(text))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_QUARTER_GLUED = r"[Qq][UuÚú]\u0301?[YyÝýIiÍí]\u0301?(?=(?:IV|I{1,3}|iv|i{1,3})(?![^\W\d_]))"  # "QuýIV"
_TOKEN = re.compile(
    rf"(?P<number>\d+)|(?P<word>{_QUARTER_GLUED}|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)"
    r"|(?P<sign>[^\w\s\u00ad\u200b-\u200f\ufeff])",
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_DASHES = frozenset("-‐‑‒–—−÷~→")
_WORDS = _split("""
    ngày tháng quý năm tuần kỳ giờ trước sau trong vào đến tới hết từ kể chậm muộn nhất là cuối đầu giữa
    hằng mỗi từng các định và hoặc của nay tiếp theo kế liền cùng tiên thứ cả nửa giai đoạn thời hạn gian
    điểm khoảng vòng làm việc nhận ban hành ký khi kết thúc hoàn thành xong không quá hơn thường xuyên liên
    tục suốt học hiệu lực chi báo cáo thượng trung hạ mùng lần một hai ba bốn tư sáu bảy tám chín mười giêng
    tính số liệu này trở đi bắt ngân sách tài chính đối với chót phút dự kiến ngay cho những thi chủ nhật
    trễ tối đa âm lịch âl nhiệm vụ kinh phí vốn sáng trưa chiều ít thiểu
""")
_SPELLINGS = {
    "quí": "quý",
    "qui": "quy",
    "kì": "kỳ",
    "kí": "ký",
    "hàng": "hằng",
    "từng": "mỗi",
    "tới": "đến",
    "trễ": "chậm",
    "mồng": "mùng",
    "bẩy": "bảy",
    "truớc": "trước",
    "trưóc": "trước",
    "trứơc": "trước",  # what scanning makes of it
}
_HEALED = frozenset({"ngày", "tháng", "quý", "năm", "trước"})
_ROMAN = frozenset({"i", "ii", "iii", "iv"})
_MAX_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its one spelling, a number of at most four digits or a sign; place in the text."""

    start: int
    end: int
    word: str
    value: int | None
    digits: int
    glued: bool  # nothing stands between this token and the one before


class Tokens:
    """The tokens of one text, with the few questions that the grammar asks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = _tokenise(text)

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, at: int) -> Token:
        return self._tokens[at]

    def word(self, at: int) -> str:
        """Return the word or sign there, "" outside the text or where a number stands."""
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def number(self, at: int) -> int | None:
        """Return the number there if it stands free: "30a" and "5G" are names, not numbers."""
        if not 0 <= at < len(self._tokens):
            return None
        token = self._tokens[at]
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if after is not None and after.glued and after.word.isalpha() and after.word not in _KNOWN:
            return None
        return token.value

    def number_in(self, at: int, low: int, high: int) -> int | None:
        """Return the free-standing number there if it lies between the two, both included."""
        value = self.number(at)
        return value if value is not None and low <= value <= high else None

    def skip(self, at: int, *phrases: str) -> int:
        """Return the place after the first of the phrases that stands there, ``at`` itself if none does."""
        here = self.word(at)
        for phrase in phrases:
            if phrase == here:
                return at + 1
            if here and " " in phrase and phrase.startswith(here):
                words = phrase.split()
                if all(self.word(at + n) == word for n, word in enumerate(words)):
                    return at + len(words)
        return at

    def slice(self, start: int, end: int) -> str:
        """Return the text from token ``start`` up to before token ``end`` as it was given."""
        return self.text[self._tokens[start].start : self._tokens[end - 1].end] if start < end else ""


def spelling_key(word: str) -> str:
    """Return a key that is equal for all ways of placing and encoding the marks of one syllable."""
    marks = unicodedata.normalize("NFKD", word.casefold()).replace(
        "\u030c", "\u0306"
    )  # caron typed for breve
    tones = "".join(mark for mark in marks if mark in _TONES)
    return "".join(mark for mark in marks if mark not in _TONES) + tones


def _without_marks(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain.replace("đ", "d")


_KNOWN = frozenset(_WORDS) | _ROMAN | {"h", "g"}
_STANDARD = {spelling_key(word): _SPELLINGS.get(word, word) for word in (*_WORDS, *_SPELLINGS)}
# Later words give way to earlier ones: "quy" without marks is a quarter, "sau" is "after" and not "six".
_UNMARKED = {_without_marks(word): _SPELLINGS.get(word, word) for word in reversed((*_WORDS, *_SPELLINGS))}


def _tokenise(text: str) -> tuple[Token, ...]:
    standard = _UNMARKED if text.isascii() else _STANDARD
    return tuple(_heal(list(_read_tokens(text, standard))))


def _read_tokens(text: str, standard: dict[str, str]) -> Iterator[Token]:
    end_before = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word, value, digits = "", None, 0
        if match.lastgroup == "number":
            digits = end - start
            if digits <= _MAX_DIGITS:
                value = int(match.group())
            else:
                word = match.group()
        elif match.lastgroup == "word":
            key = spelling_key(match.group())
            word = standard.get(key) or unicodedata.normalize("NFKC", match.group()).casefold()
        else:
            word = "-" if match.group() in _DASHES else unicodedata.normalize("NFKC", match.group())
        yield Token(start, end, word, value, digits, start == end_before)
        end_before = end


def _heal(tokens: list[Token]) -> Iterable[Token]:
    """Close the holes that scanning leaves inside numbers, Roman numerals and the words of time."""
    healed: list[Token] = []
    at = 0
    while at < len(tokens):
        taken = _split_number(tokens, at, healed) or _split_word(tokens, at, healed) or 1
        healed.append(_join(tokens[at : at + taken]) if taken > 1 else tokens[at])
        at += taken
    return healed


def _join(parts: list[Token]) -> Token:
    first, last = parts[0], parts[-1]
    if first.value is not None:
        number = int("".join(f"{part.value:0{part.digits}d}" for part in parts))
        digits = sum(part.digits for part in parts)
        return Token(first.start, last.end, "", number, digits, first.glued)
    word = "".join(part.word for part in parts)
    word = _STANDARD.get(spelling_key(word), word)
    return Token(first.start, last.end, word, None, 0, first.glued)


def _split_number(tokens: list[Token], at: int, before: list[Token]) -> int:
    if tokens[at].value is None:
        return 0
    run = [token for token in tokens[at : at + _MAX_DIGITS] if token.value is not None]
    if len(run) < 2 or run != tokens[at : at + len(run)]:
        run = [tokens[at]]
        while (
            len(run) < _MAX_DIGITS and at + len(run) < len(tokens) and tokens[at + len(run)].value is not None
        ):
            run.append(tokens[at + len(run)])
    sign = before[-1].word if before else ""
    follower = tokens[at + len(run)].word if at + len(run) < len(tokens) else ""
    if len(run) < 2:
        return 0
    if sign in {"/", "-", ".", "năm"} and sum(token.digits for token in run) == 4:
        return len(run) if _join(run).value in range(1900, 2100) else 0
    lone_digits = len(run) == 2 and all(token.digits == 1 for token in run)
    is_day_or_month = follower in {"/", "-", ".", "tháng"} or (sign == "/" and run[0].value == 0)
    return 2 if lone_digits and is_day_or_month and run[0].value in range(4) else 0


def _split_word(tokens: list[Token], at: int, before: list[Token]) -> int:
    if at + 1 >= len(tokens) or not tokens[at].word.isalpha():
        return 0
    if before and before[-1].word == "quý" and set(tokens[at].word) <= {"i", "v"}:
        taken = 1
        while (
            at + taken < len(tokens)
            and set(tokens[at + taken].word) <= {"i", "v"}
            and tokens[at + taken].word
        ):
            taken += 1
        return taken if "".join(token.word for token in tokens[at : at + taken]) in _ROMAN else 0
    if not tokens[at + 1].word.isalpha() or len(tokens[at].word) + len(tokens[at + 1].word) > 6:
        return 0
    return 2 if _STANDARD.get(spelling_key(tokens[at].word + tokens[at + 1].word)) in _HEALED else 0
