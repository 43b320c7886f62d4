"""Formatting of texts: Telegram's HTML (Bot API section "Formatting options") and what it finds by itself.

Offsets and lengths of entities count UTF-16 units; offsets in error messages count bytes of UTF-8.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.wire import Json, JsonObject

MAX_ENTITIES = 100
_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}  # no other name is known to Telegram
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_SPACE = " \t\r\n\f\v"
_TAG_NAME = re.compile(r"[^\s>/]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s=>/"']+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9.-]*)))?"""
)
_TAG_END = re.compile(r"[\s/]*>")
_AUTOMATIC = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)\]'])"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w+)"
)
_MAY_HOLD_AUTOMATIC = re.compile(r"[/@#]")


class FormattedText(NamedTuple):
    """A text without its mark-up, and its entities (Bot API objects MessageEntity)."""

    text: str
    entities: list[JsonObject]


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain_text(text: str) -> FormattedText:
    """A text without mark-up: trimmed, links and commands marked as the apps do."""
    trimmed = text.strip(_SPACE)
    return FormattedText(trimmed, automatic_entities(trimmed, []))


def html_text(markup: str) -> FormattedText:
    """Read Telegram's HTML. Raises 400 "can't parse entities: …" as Telegram does."""
    if "<" not in markup and "&" not in markup:
        return plain_text(markup)
    text, entities = _Html(markup).read()
    return trimmed_text(text, entities)


def trimmed_text(text: str, entities: list[JsonObject]) -> FormattedText:
    """Cut white space at both ends, move the entities along, and add the automatic ones."""
    leading = len(text) - len(text.lstrip(_SPACE))
    trimmed = text.strip(_SPACE)
    length = utf16_length(trimmed)
    kept: list[JsonObject] = []
    for entity in entities:
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int):
            raise bad_request("can't parse MessageEntity: fields offset and length must be numbers")
        start, end = max(offset - leading, 0), min(offset - leading + size, length)
        if start < end:
            kept.append({**entity, "offset": start, "length": end - start})
    kept.extend(automatic_entities(trimmed, kept))
    kept.sort(key=_place)
    return FormattedText(trimmed, kept[:MAX_ENTITIES])


def automatic_entities(text: str, taken: list[JsonObject]) -> list[JsonObject]:
    """Links, commands, mentions and hashtags outside of the entities that are there already."""
    if not _MAY_HOLD_AUTOMATIC.search(text):
        return []
    closed = [_place(entity) for entity in taken if entity.get("type") in {"code", "pre", "text_link"}]
    found: list[JsonObject] = []
    for match in _AUTOMATIC.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if not any(start < offset + length and offset < start - minus for start, minus in closed):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def _place(entity: JsonObject) -> tuple[int, int]:
    """Offset, and length counted down so that the outer of two entities sorts first."""
    offset, length = entity["offset"], entity["length"]
    if not isinstance(offset, int) or not isinstance(length, int):
        raise TypeError("offset and length of an entity are whole numbers")
    return offset, -length


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    start: int  # index into the pieces collected so far


class _Html:
    """One pass over the mark-up."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[JsonObject] = []

    def read(self) -> tuple[str, list[JsonObject]]:
        markup = self._markup
        while self._at < len(markup):
            letter = markup[self._at]
            if letter == "<":
                if markup.startswith("</", self._at):
                    self._end_tag()
                else:
                    self._start_tag()
            elif letter == "&":
                self._reference()
            else:
                self._plain()
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return "".join(self._pieces), self._entities

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += utf16_length(piece)

    def _plain(self) -> None:
        ends = [
            end for end in (self._markup.find("<", self._at), self._markup.find("&", self._at)) if end >= 0
        ]
        end = min(ends, default=len(self._markup))
        self._put(self._markup[self._at : end])
        self._at = end

    def _reference(self) -> None:
        match = _REFERENCE.match(self._markup, self._at)
        letter = _referenced(match) if match else None
        if match is None or letter is None:
            self._put("&")
            self._at += 1
        else:
            self._put(letter)
            self._at = match.end()

    def _byte_offset(self, at: int) -> int:
        return len(self._markup[:at].encode())

    def _start_tag(self) -> None:
        begin = self._at
        match = _TAG_NAME.match(self._markup, begin + 1)
        name = match.group().lower() if match else ""
        at = begin + 1 + len(name)
        if at >= len(self._markup):
            raise _unparsable(f"Unclosed start tag at byte offset {self._byte_offset(begin)}")
        if name not in _TAGS:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {self._byte_offset(begin)}')
        argument, self._at = self._attributes(name, begin, at)
        if name == "span" and argument != "spoiler":
            raise _unparsable(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte_offset(begin)}'
            )
        self._open.append(_OpenTag(name, argument, self._offset, len(self._pieces)))

    def _attributes(self, tag: str, begin: int, at: int) -> tuple[str, int]:
        """The one attribute that matters for the tag, and the place after ``>``."""
        argument = ""
        while not (end := _TAG_END.match(self._markup, at)):
            match = _ATTRIBUTE.match(self._markup, at)
            if match is None:
                if self._markup[at:].strip(_SPACE + "/"):
                    raise _unparsable(
                        f'Empty attribute name in the tag "{tag}" at byte offset {self._byte_offset(begin)}'
                    )
                raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {self._byte_offset(begin)}')
            at = match.end()
            bare = match["bare"]
            if bare is not None and at < len(self._markup) and self._markup[at] not in _SPACE + ">":
                raise _unparsable(
                    f"Unexpected end of name token at byte offset {self._byte_offset(match.start('bare'))}"
                )
            value = match["double"] or match["single"] or (bare or "").lower()
            argument = _argument(tag, match["name"].lower(), _REFERENCE.sub(_replacement, value)) or argument
        return argument, end.end()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._byte_offset(begin)}")
        end = self._markup.find(">", begin)
        if end < 0:
            raise _unparsable(f"Unclosed end tag at byte offset {self._byte_offset(begin)}")
        name = self._markup[begin + 2 : end].rstrip(_SPACE)
        tag = self._open.pop()
        if name and name != tag.name:
            raise _unparsable(
                f"Unmatched end tag at byte offset {self._byte_offset(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self._at = end + 1
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity: JsonObject = {
            "type": _TAGS[tag.name],
            "offset": tag.offset,
            "length": self._offset - tag.offset,
        }
        if tag.name == "a":
            url = tag.argument or "".join(self._pieces[tag.start :])
            if not re.match(r"(https?|tg|mailto|tel):|[\w-]+(\.[\w-]+)+", url):
                return  # Telegram drops links that lead nowhere and keeps their text
            entity["url"] = url
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and self._open and self._open[-1].name == "pre" and tag.argument:
            self._open[-1].argument = tag.argument
            return
        elif tag.name == "pre" and tag.argument:
            entity["language"] = tag.argument
        self._entities.append(entity)


def _argument(tag: str, attribute: str, value: str) -> str:
    if tag == "a" and attribute == "href":
        return value
    if tag == "code" and attribute == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and attribute == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if tag == "blockquote" and attribute == "expandable" else ""


def _referenced(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else None


def _replacement(match: re.Match[str]) -> str:
    return _referenced(match) or match.group()


def _unparsable(reason: str) -> BotApiError:
    return bad_request(f"can't parse entities: {reason}")


def given_entities(text: str, entities: list[Json]) -> FormattedText:
    """A text with the entities the bot gave itself instead of mark-up."""
    listed: list[JsonObject] = []
    for entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: expected an Object with a type")
        listed.append(entity)
    return trimmed_text(text, listed)
