"""``python -m bot settings``: every variable that can be set, and how it is set now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from plan_data.settings import FILE_SUFFIX, Settings
from plan_data.store.database import DatabaseUrlError, database_url

KINDS: Mapping[type, str] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    datetime: "date and time",
    Path: "file",
    SecretStr: "secret",
    frozenset: "numbers",
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; ``current`` is None while it is not set, and never holds a secret."""

    name: str
    kind: str
    default: str
    sentence: str
    current: str | None


def variables(settings: type[Settings], environ: Mapping[str, str]) -> Iterator[Variable]:
    """All variables of the settings, in the order they are declared, as ``environ`` sets them."""
    for name, field in settings.model_fields.items():
        yield Variable(
            name=name.upper(),
            kind=_kind(field),
            default=_default(field),
            sentence=field.description or "",
            current=_current(name, field, environ),
        )


def settings_text(settings: type[Settings], environ: Mapping[str, str]) -> str:
    """The list for a terminal: name, kind, default and state in one line, what it is for in the next."""
    return "\n".join(
        f"{each.name}  ({each.kind}; default: {each.default})"
        f"  {'not set' if each.current is None else f'set: {each.current}'}\n    {each.sentence}"
        for each in variables(settings, environ)
    )


def settings_markdown(settings: type[Settings]) -> str:
    """The list as a table for the documentation."""
    rows = [
        f"| `{each.name}` | {each.kind} | {each.default} | {each.sentence} |"
        for each in variables(settings, {})
    ]
    return "\n".join(("| variable | type | default | what it is for |", "|---|---|---|---|", *rows))


def _kind(field: FieldInfo) -> str:
    choices = _without_none(field.annotation)
    if get_origin(choices) is Literal:
        return " or ".join(map(str, get_args(choices)))
    found = get_origin(choices) or choices
    kind = KINDS[found] if isinstance(found, type) and found in KINDS else "text"
    low = next((each.ge for each in field.metadata if isinstance(each, Ge)), None)
    high = next((each.le for each in field.metadata if isinstance(each, Le)), None)
    return f"{kind} {low}-{high}" if low is not None and high is not None else kind


def _without_none(annotation: object) -> object:
    if get_origin(annotation) in {Union, UnionType}:
        return next(each for each in get_args(annotation) if each is not NoneType)
    return annotation


def _default(field: FieldInfo) -> str:
    if field.default is None or field.default == frozenset():
        return "none"
    return str(field.default)


def _current(name: str, field: FieldInfo, environ: Mapping[str, str]) -> str | None:
    given = {key.lower(): value for key, value in environ.items() if value}
    if name in given:
        return _shown(name, field, given[name])
    if name + FILE_SUFFIX in given:
        return f"by {name.upper()}{FILE_SUFFIX.upper()}"
    return None


def _shown(name: str, field: FieldInfo, value: str) -> str:
    if _without_none(field.annotation) is SecretStr:
        return "secret"
    if name == "database_url":
        try:
            return database_url(value).render_as_string(hide_password=True)
        except DatabaseUrlError:
            # It cannot be told what in it is the password.
            return "not an address"
    return value
