"""What both processes need beside the shared settings: the way to Telegram, and the first admins."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from plan_data.settings import Settings


class BotSettings(Settings):
    """Variables of both processes that talk to Telegram."""

    telegram_bot_token: SecretStr | None = Field(
        None, description="The bot's token from @BotFather; without one `make run` starts the sandbox."
    )
    telegram_bot_token_file: Path | None = Field(
        None, description="A file that holds the token, instead of TELEGRAM_BOT_TOKEN."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        description="Address of the Bot API: Telegram's, your own server's, the sandbox's.",
    )
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="Telegram numbers of the first administrators, separated by commas."
    )
    max_sends_per_second: int = Field(
        30, ge=1, le=1000, description="Telegram's limit for this bot: 30, up to 1000 with paid broadcasts."
    )
    sends_in_flight: int = Field(
        30, ge=1, le=500, description="How many reminders may be on their way to Telegram at once."
    )
    evidence_dir: Path = Field(
        Path("var/evidence"), description="Folder in which files that officials send as evidence are kept."
    )
    messages_per_minute: int = Field(
        30,
        ge=0,
        le=6000,
        description="How many messages and presses of one person a minute are answered; 0 is no limit.",
    )
    tick_seconds: int = Field(
        10, ge=1, le=60, description="How often the scheduler looks for something to do, in seconds."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Log lines for people (console) or one JSON object a line (json)."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="From which level on something is logged; texts people wrote never are."
    )
    alert_minutes: int = Field(
        10,
        ge=2,
        le=1440,
        description="Coordinators are told when bot or scheduler shows no life for so many minutes.",
    )
    keep_messages_days: int = Field(
        30, ge=1, le=3650, description="How long messages of officials are kept after they were handled."
    )

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _separated_numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        numbers = [part for part in value.replace(",", " ").split() if part]
        if not all(number.isdecimal() for number in numbers):
            raise ValueError("write Telegram numbers separated by commas, such as 123456789,987654321")
        return frozenset(map(int, numbers))

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("write an address such as https://api.telegram.org")
        return value.rstrip("/")

    @property
    def token(self) -> str:
        """The bot's token.

        :raises ValueError: none is set.
        """
        if self.telegram_bot_token is None or not self.telegram_bot_token.get_secret_value():
            raise ValueError(
                "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather, "
                "or try the program without Telegram: make run"
            )
        return self.telegram_bot_token.get_secret_value()
