"""Settings: each is listed, a secret may come from a file, and what is wrong is said in one sentence."""

import logging
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.__main__ import main
from bot.settings import BotSettings
from bot.settings_list import settings_markdown, settings_text, variables
from plan_data.settings import settings_sentences

TOKEN = "123456:a-token-that-nobody-may-see"  # noqa: S105 - opens nothing


def test_every_variable_is_listed_with_kind_default_and_sentence() -> None:
    listed = list(variables(BotSettings, {}))

    assert [each.name.lower() for each in listed] == list(BotSettings.model_fields)
    for each in listed:
        assert each.kind
        assert each.default
        assert each.sentence.endswith(".")
        assert each.current is None


def test_the_list_says_what_is_set_and_shows_no_secret() -> None:
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "DATABASE_URL": "postgresql://nhachan:the-password@db.example.vn/nhachan",
        "tick_seconds": "5",
        "TIME_ZONE": "",
    }

    shown = {each.name: each.current for each in variables(BotSettings, environ)}

    assert shown["TICK_SECONDS"] == "5"
    assert shown["TELEGRAM_BOT_TOKEN"] == "secret"  # noqa: S105
    assert shown["TIME_ZONE"] is None
    text = settings_text(BotSettings, environ)
    assert TOKEN not in text
    assert "the-password" not in text
    assert "db.example.vn" in text


def test_an_address_nobody_can_read_is_not_shown_at_all() -> None:
    text = settings_text(BotSettings, {"DATABASE_URL": "mysql://root:the-password@host/x"})
    assert "the-password" not in text


def test_the_table_for_the_documentation_has_a_row_for_each_variable() -> None:
    rows = settings_markdown(BotSettings).splitlines()[2:]
    assert [row.split("`")[1].lower() for row in rows] == list(BotSettings.model_fields)


def test_the_command_lists_and_then_names_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings"]) == 0
    monkeypatch.setenv("TICK_SECONDS", "0")
    monkeypatch.setenv("TIME_ZONE", "Asia/Ha_Noi")
    capsys.readouterr()

    assert main(["settings"]) == 1

    printed = capsys.readouterr()
    assert "TICK_SECONDS" in printed.out
    assert [line.split(":")[0] for line in printed.err.splitlines()] == ["TIME_ZONE", "TICK_SECONDS"]


@pytest.mark.parametrize("name", ["telegram_bot_token", "database_url"])
def test_a_secret_may_stand_in_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {"telegram_bot_token": TOKEN, "database_url": "postgresql://a:b@host/c"}
    file = tmp_path / "secret"
    file.write_text(f"\ufeff{secrets[name]}\n", encoding="utf-8")
    monkeypatch.setenv(f"{name.upper()}_FILE", str(file))

    settings = BotSettings()

    assert (settings.token if name == "telegram_bot_token" else settings.database_url) == secrets[name]


def test_the_variable_wins_over_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret"
    file.write_text("1:of-the-file")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(file))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:of-the-variable")

    assert BotSettings().token == "1:of-the-variable"  # noqa: S105


WRONG = [
    ("DATABASE_URL", "mysql://root:secret@host/x"),
    ("DATABASE_URL", "no address"),
    ("DATABASE_URL_FILE", "nowhere/to/be/found"),
    ("TIME_ZONE", "Asia/Ha_Noi"),
    ("CLOCK_START", "yesterday"),
    ("TELEGRAM_BOT_TOKEN_FILE", "nowhere/to/be/found"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_PROXY", "https://proxy.example.vn:3128"),
    ("TELEGRAM_PROXY", "http://user:the-password@proxy.example.vn"),
    ("TELEGRAM_PROXY_FILE", "nowhere/to/be/found"),
    ("FALLBACK_EMAIL_URL", "smtp://user:the-password@smtp.example.vn"),
    ("FALLBACK_EMAIL_URL", "mailtos://user:the-password@smtp.example.vn/lan@syt.example.vn"),
    ("FALLBACK_EMAIL_URL", "mailtos://user:the-password@smtp.example.vn?cc=lan@syt.example.vn"),
    ("FALLBACK_EMAIL_URL_FILE", "nowhere/to/be/found"),
    ("FALLBACK_AFTER_MINUTES", "1"),
    ("ADMIN_IDS", "@lan"),
    ("MAX_SENDS_PER_SECOND", "0"),
    ("SENDS_IN_FLIGHT", "many"),
    ("EVIDENCE_DIR", __file__),
    ("TICK_SECONDS", "3600"),
    ("MESSAGES_PER_MINUTE", "-1"),
    ("KEEP_MESSAGES_DAYS", "0"),
    ("LOG_FORMAT", "xml"),
    ("LOG_LEVEL", "loud"),
    ("ALERT_MINUTES", "0"),
    ("WEB_PORT", "70000"),
    ("WEB_PUBLIC_URL", "nhac-han.example.vn"),
    ("WEBHOOK_URL", "nhac-han.example.vn"),
    ("WEBHOOK_SECRET", "too short"),
    ("WEBHOOK_SECRET_FILE", "nowhere/to/be/found"),
    ("MESSAGES_PER_MINUTE", "-1"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_told_in_one_sentence_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError) as raised:
        BotSettings()

    sentence = settings_sentences(raised.value)
    assert "\n" not in sentence
    assert sentence.startswith((f"{name}: ", f"{name} "))
    assert sentence.count(name) == 1
    assert "Value error" not in sentence
    assert "secret" not in sentence


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"WEB_PORT": "8080"}, "WEBHOOK_SECRET"),
        ({"WEBHOOK_SECRET": "a-secret-of-sixteen"}, "WEB_PORT"),
    ],
)
def test_a_webhook_needs_a_secret_and_a_port(
    given: dict[str, str], missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://nhac-han.example.vn/telegram")
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError) as raised:
        BotSettings()

    assert settings_sentences(raised.value).startswith(f"{missing} is not set: ")


def test_every_variable_that_can_be_wrong_is_tried() -> None:
    tried = {name.lower() for name, _ in WRONG}
    unlimited = {"telegram_bot_token", "web_host", "evidence_dir"}
    assert set(BotSettings.model_fields) - tried <= unlimited


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00"])
def test_a_secret_file_without_text_is_told(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(file))

    with pytest.raises(ValidationError) as raised:
        BotSettings()

    assert settings_sentences(raised.value).startswith(f"TELEGRAM_BOT_TOKEN_FILE: the file {file}")


def test_settings_show_no_secret_when_they_are_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:the-password@host/c")

    logging.getLogger("test").error("%r", BotSettings())

    assert TOKEN not in caplog.text
    assert "the-password" not in caplog.text
