"""Put away what a mail program added: the lines quoted above the answer, "Sent from my iPhone" below it."""

from bot.progress_reply.words.tokens import Token, TokenKind, bare_words

_LINE_BREAKS = frozenset("\n\r")
_FOOTERS = frozenset({("sent", "from"), ("gui", "tu"), ("get", "outlook")})
_AFTER_NUMBER = frozenset(".):/-")


def without_quotation(tokens: list[Token]) -> list[Token]:
    """Drop the quoted lines that the text opens with; nothing is quoted where no answer stands below.

    The one numbered line quoted tells which duty is meant, unless the answer has numbers of its own; its
    number and the punctuation after it are kept.
    """
    tokens = _without_footer(tokens)
    quoted, answer = _parted(tokens)
    if not quoted or not answer:
        return tokens
    numbered = [line for line in quoted if _opens_with_number(line)]
    if len(numbered) != 1 or any(token.kind is TokenKind.NUMBER for token in answer[:1]):
        return answer
    return [*numbered[0][:2], *answer]


def _without_footer(tokens: list[Token]) -> list[Token]:
    """Drop the line a telephone adds: "Sent from my iPhone"."""
    breaks = [at for at, token in enumerate(tokens) if token.source in _LINE_BREAKS]
    last = breaks[-1] if breaks else len(tokens)
    return tokens[:last] if tuple(bare_words(tokens, last + 1, 2)) in _FOOTERS else tokens


def _parted(tokens: list[Token]) -> tuple[list[list[Token]], list[Token]]:
    """Return the quoted lines without their ">", and what stands below them."""
    quoted: list[list[Token]] = []
    at = 0
    while at < len(tokens) and tokens[at].source == ">":
        while at < len(tokens) and tokens[at].source == ">":
            at += 1
        end = at
        while end < len(tokens) and tokens[end].source not in _LINE_BREAKS:
            end += 1
        quoted.append(tokens[at:end])
        at = end
        while at < len(tokens) and tokens[at].source in _LINE_BREAKS:
            at += 1
    return quoted, tokens[at:]


def _opens_with_number(line: list[Token]) -> bool:
    return len(line) > 1 and line[0].kind is TokenKind.NUMBER and line[1].source in _AFTER_NUMBER
