"""What an operator sets, read from the environment (and for secrets from files)."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from plan_data.store.database import DatabaseUrlError, database_url

FILE_SUFFIX = "_file"
"""A variable NAME_FILE names a file that holds the value of NAME, as containers and systemd give secrets."""

LONGEST_SECRET_BYTES = 64 * 1024
MESSAGE_PREFIX = "Value error, "


class Settings(BaseSettings):
    """Variables that every process shares. Empty values count as not set."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = Field(
        "sqlite:///var/nhac-han.sqlite3",
        description="Address of the shared database, sqlite:///FILE or postgresql://user:password@host/name.",
        repr=False,
    )
    database_url_file: Path | None = Field(
        None, description="A file that holds the address of the database, instead of DATABASE_URL."
    )
    time_zone: str = Field(
        "Asia/Ho_Chi_Minh", description="The zone in which days begin and digests are sent."
    )
    clock_start: Annotated[datetime | None, NoDecode] = Field(
        None,
        description="For trying out: the local moment the shared clock starts at, such as 2018-01-08T07:29.",
    )

    @model_validator(mode="before")
    @classmethod
    def _values_from_files(cls, values: object) -> object:
        """Read what is given by a file; the variable itself wins over its file."""
        if not isinstance(values, Mapping):
            return values
        read: dict[str, object] = {}
        for name, path in values.items():
            secret = str(name).removesuffix(FILE_SUFFIX)
            if secret != name and secret in cls.model_fields and secret not in values:
                read[secret] = _first_line(str(name).upper(), Path(str(path)))
        return {**values, **read}

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            database_url(value)
        except DatabaseUrlError as error:
            raise ValueError(str(error)) from None
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is not a time zone; write one such as Asia/Ho_Chi_Minh") from None
        return value

    @model_validator(mode="after")
    def _clock_start_has_a_zone(self) -> Self:
        if self.clock_start is not None and self.clock_start.tzinfo is None:
            object.__setattr__(self, "clock_start", self.clock_start.replace(tzinfo=self.zone))
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def settings_sentences(error: ValidationError) -> str:
    """One sentence for each variable that is wrong, naming it as the operator writes it."""
    sentences = []
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        name = "_".join(map(str, problem["loc"])).upper()
        message = problem["msg"].removeprefix(MESSAGE_PREFIX)
        sentences.append(f"{name}: {message}" if name and not message.startswith(name) else message)
    return "\n".join(sentences)


def _first_line(variable: str, path: Path) -> str:
    """The value in a file, without the line end that editors add.

    :raises ValueError: the file cannot be read, or holds no value; the message names variable and file.
    """
    try:
        with path.open("rb") as file:
            value = file.read(LONGEST_SECRET_BYTES).decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "it is no text"
        raise ValueError(f"{variable}: the file {path} cannot be read: {reason}") from None
    if not value:
        raise ValueError(f"{variable}: the file {path} is empty")
    return value
