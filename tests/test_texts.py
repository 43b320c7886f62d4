"""Every sentence exists in both languages, with the same gaps, and as HTML that Telegram takes."""

import ast
import importlib
import pkgutil
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import bot.texts
from bot.texts.general import COMMANDS
from bot.texts.language import Sentence, day, day_with_weekday, language_of

TAGS = re.compile(r"</?([a-z]+)>")
ALLOWED = {"b", "i", "s", "u", "code", "pre", "blockquote", "a"}


def sentences() -> list[tuple[str, Sentence]]:
    found = []
    for info in pkgutil.iter_modules(bot.texts.__path__, "bot.texts."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            found += [(f"{info.name}.{name}", each) for each in _within(value)]
    return found


def _within(value: object) -> list[Sentence]:
    if isinstance(value, Sentence):
        return [value]
    if isinstance(value, dict):
        return [each for part in value.values() for each in _within(part)]
    if isinstance(value, tuple | list):
        return [each for part in value for each in _within(part)]
    return []


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("name", "sentence"), sentences())
def test_a_sentence_is_complete_in_both_languages(name: str, sentence: Sentence) -> None:
    assert sentence.vi.strip(), name
    assert sentence.en.strip(), name
    assert gaps(sentence.vi) == gaps(sentence.en)
    for text in (sentence.vi, sentence.en):
        tags = TAGS.findall(text)
        assert set(tags) <= ALLOWED
        assert all(text.count(f"<{tag}>") == text.count(f"</{tag}>") for tag in tags)


def test_values_are_escaped() -> None:
    assert Sentence("Chào {name}", "Hello {name}")("vi", name="<b>&") == "Chào &lt;b&gt;&amp;"


def test_dates_are_written_as_officials_write_them() -> None:
    assert day(date(2018, 8, 5), "vi") == "05/8/2018"
    assert day(date(2018, 1, 31), "vi") == "31/01/2018"
    assert day_with_weekday(date(2018, 8, 15), "vi") == "thứ Tư, ngày 15/8/2018"
    assert day_with_weekday(date(2018, 8, 15), "en") == "Wed 15 Aug 2018"


@pytest.mark.parametrize(
    ("code", "language"), [("en-GB", "en"), ("EN", "en"), ("vi", "vi"), (None, "vi"), ("ja", "vi")]
)
def test_vietnamese_is_spoken_unless_somebodys_telegram_is_english(code: str | None, language: str) -> None:
    assert language_of(code) == language


def test_commands_are_what_telegram_takes() -> None:
    """Bot API, BotCommand: 1-32 of a-z, 0-9 and _; a description of at most 256 characters."""
    for vietnamese, english, what in COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", vietnamese)
        assert re.fullmatch(r"[a-z0-9_]{1,32}", english)
        assert len(what.vi) <= 256
        assert len(what.en) <= 256


SPEAKS_AT_THE_COMMAND_LINE = {
    "bot/__main__.py",
    "bot/invite.py",
    "bot/invite_command.py",
    "bot/operation_commands.py",
    "bot/try_out.py",
    "scheduler/__main__.py",
    "scheduler/played_officials.py",
    "scheduler/preview.py",
    "scheduler/simulate.py",
    "scheduler/simulate_command.py",
    "scheduler/why_not.py",
}
"""Commands of the operator, in Vietnamese only."""
READS_OR_NAMES = ("bot/texts/", "bot/progress_reply/", "bot/sandbox/")
"""The sentences themselves, what people write, and the pretended Telegram."""
VIETNAMESE = re.compile("[À-ỹ]")
ROOT = Path(bot.__path__[0]).parent
MODULES = sorted(
    path
    for room in ("bot", "scheduler")
    for path in (each.relative_to(ROOT).as_posix() for each in (ROOT / room).rglob("*.py"))
    if path not in SPEAKS_AT_THE_COMMAND_LINE and not path.startswith(READS_OR_NAMES)
)


@pytest.mark.parametrize("module", MODULES)
def test_no_sentence_stands_outside_the_texts(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    patterns = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
        for part in ast.walk(node)
    }
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VIETNAMESE.search(node.value)
        if id(node) not in explained | patterns
    ]
    assert not said
