"""What both processes need beside the shared settings: the way to Telegram, and the first admins."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode

from bot.channels.addresses import email_server_problem
from plan_data.settings import Settings

WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_PROXY = re.compile(r"http://(?:[^\s/@]+@)?(?:[\w.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}/?")


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
    telegram_proxy: SecretStr | None = Field(
        None,
        description="A proxy on the way to Telegram, http://host:port or http://user:password@host:port.",
    )
    telegram_proxy_file: Path | None = Field(
        None, description="A file that holds the address of the proxy, instead of TELEGRAM_PROXY."
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

    fallback_email_url: SecretStr | None = Field(
        None,
        description="A mail server for officials whom Telegram does not reach, mailtos://user:password@host?from=….",
    )
    fallback_email_url_file: Path | None = Field(
        None, description="A file that holds the address of the mail server, instead of FALLBACK_EMAIL_URL."
    )
    fallback_after_minutes: int = Field(
        60,
        ge=5,
        le=600,
        description="After so many minutes in which nothing gets through to Telegram, the fallback is used.",
    )

    web_host: str = Field(
        "127.0.0.1", description="The address of this machine that the web server listens on."
    )
    web_port: int | None = Field(
        None,
        ge=0,
        le=65535,
        description="Port for /healthz, /readyz, /metrics, calendars and webhook; none is opened unless set.",
    )
    web_public_url: str | None = Field(
        None, description="How officials reach the web server, for the links to their calendars."
    )
    webhook_url: str | None = Field(
        None, description="The address Telegram sends updates to; without one the bot asks for them."
    )
    webhook_secret: SecretStr | None = Field(
        None, description="What Telegram must say with each update; 16 to 256 letters, digits, _ and -."
    )
    webhook_secret_file: Path | None = Field(
        None, description="A file that holds the webhook's secret, instead of WEBHOOK_SECRET."
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

    @field_validator("evidence_dir")
    @classmethod
    def _is_a_folder(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError(f"{value} is a file; name a folder")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("write an address such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("telegram_proxy")
    @classmethod
    def _is_a_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _PROXY.fullmatch(value.get_secret_value()):
            raise ValueError("write an address such as http://user:password@proxy.example.vn:3128")
        return value

    @field_validator("fallback_email_url")
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and (problem := email_server_problem(value.get_secret_value())):
            raise ValueError(problem)
        return value

    @field_validator("web_public_url", "webhook_url")
    @classmethod
    def _is_a_public_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("write an address such as https://nhac-han.example.vn")
        return value.rstrip("/") if value else None

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret_telegram_takes(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("write 16 to 256 letters, digits, _ and - only (Bot API, setWebhook)")
        return value

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET is not set: with WEBHOOK_URL anybody could write to the bot")
        if self.webhook_url is not None and self.web_port is None:
            raise ValueError("WEB_PORT is not set: with WEBHOOK_URL the bot has to listen on a port")
        return self

    @property
    def proxy(self) -> str | None:
        """The proxy on the way to Telegram, with its password."""
        return self.telegram_proxy.get_secret_value() if self.telegram_proxy else None

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
