"""What an operator sets, read from the environment (and for secrets from files)."""

from datetime import datetime
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from plan_data.store.database import DatabaseUrlError, database_url


class SettingsError(ValueError):
    """A variable is missing or wrong; the message has one sentence for each and no secret in it."""


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
    time_zone: str = Field(
        "Asia/Ho_Chi_Minh", description="The zone in which days begin and digests are sent."
    )
    clock_start: Annotated[datetime | None, NoDecode] = Field(
        None,
        description="For trying out: the local moment the shared clock starts at, such as 2018-01-08T07:29.",
    )

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
    return "\n".join(
        f"{'_'.join(map(str, problem['loc'])).upper() or 'Settings'}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False, include_context=False)
    )
