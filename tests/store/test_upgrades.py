"""From every earlier revision, with the data of its time, on both databases: nothing is lost on the way to
the newest, and the program goes on with what it finds.
"""

from collections.abc import Iterator, Mapping
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, create_engine, select

from bot.sandbox import Behaviour
from plan_data.store.audit import verify
from plan_data.store.database import Database
from plan_data.store.migrate import (
    MIGRATIONS,
    known_revisions,
    require_current_schema,
    synchronous_url,
    upgrade,
)
from plan_data.store.move import continue_numbering
from tests.bot.permission_scene import USER_IDS, Who
from tests.conftest import create_database
from tests.store.kept_data import FOLDER, Cell, kept_rows, put_back
from tests.store.kept_data.story import REPORTER, everybody
from tests.world import running_world

SEEN_BY_THEN = 1000
"""Above every number of an update or a message in kept data."""

Contents = Mapping[tuple[str, str], tuple[object, ...]]
"""By table and column what stands there, in the order of the keys."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('tmp_path')}/old.sqlite3"
    return create_database(request.getfixturevalue("postgres"), f"old_{uuid4().hex}")


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    made = create_engine(synchronous_url(empty_url))
    yield made
    made.dispose()


def fill(engine: Engine, url: str, revision: str) -> None:
    """Make a database of an earlier time."""
    upgrade(url, revision)
    with engine.begin() as connection:
        put_back(connection, kept_rows(revision))


def contents(engine: Engine) -> Contents:
    """Everything, read by what the tables themselves say of their columns."""
    tables = MetaData()
    tables.reflect(engine)
    found = {}
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for number, column in enumerate(table.columns):
                found[table.name, column.name] = tuple(row[number] for row in rows)
    return {place: cells for place, cells in found.items() if place[0] != "alembic_version"}


def test_revisions_follow_each_other_in_one_line() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert [each.revision for each in scripts.walk_revisions() if each.is_branch_point] == []


def test_kept_data_belong_to_a_revision() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} <= known_revisions()


@pytest.mark.parametrize("revision", sorted(known_revisions()))
def test_an_upgrade_leaves_every_row_as_it_was(engine: Engine, empty_url: str, revision: str) -> None:
    fill(engine, empty_url, revision)
    before = contents(engine)
    assert all(before.values()), "a table of that time is empty"

    upgrade(empty_url)

    require_current_schema(empty_url)
    after = contents(engine)
    lost = {".".join(place) for place, cells in before.items() if after.get(place) != cells}
    assert lost == set(), "what an upgrade changes on purpose is to be told apart here"


@pytest.mark.parametrize("revision", sorted(known_revisions()))
async def test_the_program_goes_on_after_an_upgrade(engine: Engine, empty_url: str, revision: str) -> None:
    """The next morning: reminders, lists, a report and the overview, from the old data."""
    fill(engine, empty_url, revision)
    upgrade(empty_url)
    with engine.begin() as connection:
        continue_numbering(connection)

    database = Database(empty_url)
    numbers = Behaviour(first_update_id=SEEN_BY_THEN, first_message_id=SEEN_BY_THEN)
    async with running_world(
        database, everybody(), local="2018-01-09 07:30", briefs=True, behaviour=numbers
    ) as world:
        await world.tick()
        chat = world.chat(REPORTER)
        assert "Y-2" in (await chat.next_message()).text, "a stage was reached on that day"
        await chat.send("/tiendo Y-1 80%")
        assert "80%" in (await chat.next_message()).text
        await chat.send("/denhan")
        assert "Y-3" in (await chat.next_message()).text
        coordinator = world.chat(USER_IDS[Who.COORDINATOR])
        told = len(coordinator.answers)
        await coordinator.send("/tonghop")
        assert "8 nhiệm vụ" in (await coordinator.wait_for(told + 1))[-1].text

    async with database.reading() as session:
        verdict = await verify(session)
    await database.close()
    assert verdict.broken_at is None
    assert verdict.rows > len(kept_rows(revision)["audit_log"])


def test_groups_known_before_are_answered_for_by_whom_the_log_names(engine: Engine, empty_url: str) -> None:
    upgrade(empty_url, "0003")
    began = "2018-01-08T00:00:00+00:00"
    group: dict[str, Cell] = {"kind": "group", "title": "Phòng", "language": "vi", "digest_minute": 450}
    unit: dict[str, Cell] = dict.fromkeys(("name", "display_name", "short_name", "kind", "level"), "Sở Y tế")
    with engine.begin() as connection:
        put_back(
            connection,
            {
                "units": [unit | {"code": "SYT", "position": 1, "aliases": [], "other_codes": []}],
                "officials": [
                    {
                        "id": 7,
                        "telegram_user_id": 1001,
                        "name": "Lan",
                        "language": "vi",
                        "is_admin": False,
                        "joined_at": began,
                    }
                ],
                "chats": [
                    group | {"id": 1, "telegram_chat_id": -100, "thread_id": 5},
                    group | {"id": 2, "telegram_chat_id": -200, "thread_id": 0},
                ],
                "subscriptions": [
                    {"id": 1, "chat_id": 1, "unit_code": "SYT", "started_at": began},
                    {"id": 2, "chat_id": 2, "unit_code": "SYT", "started_at": began},
                ],
                "audit_log": [
                    {
                        "id": 1,
                        "at": began,
                        "actor": 7,
                        "action": "chat.follow",
                        "subject": "chat -100/5",
                        "after": '{"unit":"SYT"}',
                        "previous_hash": "0",
                        "hash": "1",
                    }
                ],
            },
        )

    upgrade(empty_url)

    assert contents(engine)["subscriptions", "official_id"] == (7, None)
