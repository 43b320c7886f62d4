"""The rooms of the house import in one direction, and nothing happens when a module is imported."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "scheduler", "plan_data")

MAY_IMPORT = {
    "plan_data.deadlines": {"plan_data.deadlines"},
    "plan_data.units": {"plan_data.units", "plan_data.problems"},
    "plan_data.plan_file": {
        "plan_data.plan_file",
        "plan_data.deadlines",
        "plan_data.units",
        "plan_data.problems",
        "plan_data.secrecy",
    },
    "bot.progress_reply": {"bot.progress_reply", "plan_data.units"},
    "bot.progress_reply.words": {"bot.progress_reply.words"},
    "bot.progress_reply.marks": {
        "bot.progress_reply.marks",
        "bot.progress_reply.words",
        "plan_data.units",
    },
    "bot.progress_reply.statements": {
        "bot.progress_reply.statements",
        "bot.progress_reply.marks",
        "bot.progress_reply.words",
        "bot.progress_reply.model",
    },
    "bot.progress_reply.judgement": {
        "bot.progress_reply.judgement",
        "bot.progress_reply.marks",
        "bot.progress_reply.words",
        "bot.progress_reply.model",
    },
    "bot.sandbox": {"bot.sandbox"},
    "bot.texts": {"bot.texts", "plan_data"},
}
"""Rooms that know only some others; longest prefix counts."""

COMPOSITION_ROOTS = {"scheduler/__main__.py"}
"""Entry points, which put everything together."""


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {_module_meant(node.module, alias.name) for alias in node.names}
    return found


def _module_meant(package: str, name: str) -> str:
    """``from a import b`` imports the module a.b where there is one, else something of a."""
    beside = ROOT.joinpath(*package.split("."), name)
    is_module = beside.with_suffix(".py").exists() or (beside / "__init__.py").exists()
    return f"{package}.{name}" if is_module else package


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    ours = {name for name in imports_of(path) if name.split(".", maxsplit=1)[0] in PACKAGES}
    package = path.relative_to(ROOT).parts[0]
    if str(path.relative_to(ROOT)) not in COMPOSITION_ROOTS:
        forbidden = {"plan_data": ("bot", "scheduler"), "scheduler": ("bot",), "bot": ("scheduler",)}[package]
        assert not {name for name in ours if name.split(".", maxsplit=1)[0] in forbidden}
    for room, allowed in MAY_IMPORT.items():
        if inside(name_of(path), room):
            assert not {name for name in ours if not any(inside(name, each) for each in allowed)}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_channel_knows_telegram(path: Path) -> None:
    if path.relative_to(ROOT).parts[0] != "bot":
        assert not {name for name in imports_of(path) if inside(name, "telegram")}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_clock_reads_the_time(path: Path) -> None:
    if name_of(path) == "plan_data.clock":
        return
    source = path.read_text(encoding="utf-8")
    assert "datetime.now(" not in source
    assert "time.time(" not in source


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_store_speaks_sql(path: Path) -> None:
    """Errors of the database may be caught anywhere; statements are made in one room."""
    if inside(name_of(path), "plan_data.store"):
        return
    speaking = {name for name in imports_of(path) if inside(name, "sqlalchemy")}
    assert speaking <= {"sqlalchemy.exc", "sqlalchemy.ext.asyncio"}


def test_no_imports_run_in_circles() -> None:
    graph = {
        name_of(path): {name for name in imports_of(path) if name.split(".", maxsplit=1)[0] in PACKAGES}
        for path in modules()
    }
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"imports run in a circle: {' -> '.join((*above, name))}"
        if name in done or name not in graph:
            return
        for imported in graph[name]:
            walk(imported, (*above, name))
        done.add(name)

    for name in graph:
        walk(name, ())


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [path for path in modules() if path.stem in {"utils", "helpers", "misc", "common", "manager"}]
