"""The JSON that travels between bot and server, and the reading of a request's parameters.

Bot API section "Making requests": parameters come as a query string, a form, JSON or multipart; values
that are not text (keyboards, lists) come as JSON or as text that holds JSON.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.sandbox.errors import bad_request

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
JsonObject: TypeAlias = dict[str, Json]
_HALF_PAIRS = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


def parse_json(source: str | bytes) -> Json:
    """Read JSON that can be written again; half a surrogate pair and deep nesting raise ValueError too."""
    try:
        parsed: Json = json.loads(source)
        if _HALF_PAIRS.search(source if isinstance(source, str) else source.decode()):
            json.dumps(parsed, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("too deeply nested") from None
    return parsed


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    name: str
    mime_type: str
    content: bytes


class Params:
    """The parameters of one request; wrong types raise the Bot API's 400."""

    __slots__ = ("_values", "uploads")

    def __init__(self, values: Mapping[str, Json], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self.uploads = uploads or {}

    def values(self) -> Mapping[str, Json]:
        """Everything but the files, as received."""
        return self._values

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None or name in self.uploads

    def text(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool | list | dict):
            raise bad_request(f"field {name} must be of type String")
        return str(value)

    def integer(self, name: str) -> int | None:
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str):
            try:
                return int(value)
            except ValueError:
                pass
        raise bad_request(f"invalid {name} specified")

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        return (
            value is True or (isinstance(value, str) and value.lower() in {"true", "yes", "1"}) or value == 1
        )

    def structure(self, name: str) -> Json:
        """A value that is not plain text: given as JSON, or as text holding JSON."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return parse_json(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> JsonObject | None:
        value = self.structure(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {name.replace('_', ' ')}")

    def sequence(self, name: str) -> list[Json] | None:
        value = self.structure(name)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"array expected as {name.replace('_', ' ')}")
