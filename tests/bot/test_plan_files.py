"""From a document to reminders in chat: drafted, corrected, shown, applied; by administrators alone."""

import io
import os
import re
from collections.abc import AsyncIterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import docx
import openpyxl
import pytest

from bot.sandbox import Message, Person, Upload
from bot.texts import plan_changes, plan_files
from bot.texts.language import Language
from plan_data.document.read_received import read_received
from plan_data.document.received import Drafted, ReceivedPlan
from plan_data.load_report import ChangedDuty, LoadReport
from plan_data.loading import load_read_plan
from plan_data.problems import InputProblem
from plan_data.store.audit import audit_entries
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.officials import Role
from plan_data.store.plans import LoadedPlan, plan_versions, plans_in_use
from plan_data.store.roles import remove_official
from plan_data.units import UnitDirectory
from tests.bot.conftest import DUC, LAN, PEOPLE, STRANGER, TUAN
from tests.bot.test_groups import group_of
from tests.document import documents
from tests.document.test_received import with_part
from tests.factories import LONG_AGO, DutySpec, make_official, make_plan
from tests.sandbox.driver import Chat
from tests.world import ZONE, World, running_world

MAI = 1005
"""A second administrator."""
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAN_TEXT = """ỦY BAN NHÂN DÂN
TỈNH THỬ

KẾ HOẠCH
Chăm sóc sức khỏe năm 2018

1. Sở Y tế chủ trì xây dựng báo cáo chỉ tiêu y tế, hoàn thành trước ngày 15/3/2018.
2. Sở Xây dựng chủ trì rà soát trạm y tế, hoàn thành trước ngày 20/6/2018.
3. Sở Y tế tuyên truyền bảo hiểm y tế."""
CODE = "ke-hoach-cham-soc-suc-khoe-2018"
Cells = Mapping[tuple[str, int], str]


def word(text: str = PLAN_TEXT, name: str = "Kế hoạch.docx") -> Upload:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return Upload(name, WORD_TYPE, documents.bytes_of(document))


@cache
def draft() -> Drafted:
    """What the bot makes of the document."""
    drafted = read_received(word().content, "a.docx", UnitDirectory())
    assert isinstance(drafted, Drafted)
    return drafted


def corrected(cells: Cells, workbook: bytes | None = None, drop_row: int | None = None) -> Upload:
    """The draft, or another workbook, after somebody edited cells: by the column's heading and the row."""
    book = openpyxl.load_workbook(io.BytesIO(workbook or draft().workbook))
    sheet = book["Nghĩa vụ"]
    columns = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
    for (heading, row), value in cells.items():
        sheet.cell(row, columns[heading], value)
    if drop_row is not None:
        sheet.delete_rows(drop_row)
    buffer = io.BytesIO()
    book.save(buffer)
    return Upload("sửa.xlsx", EXCEL_TYPE, buffer.getvalue())


async def proposed(chat: Chat, upload: Upload) -> Message:
    """A workbook was sent: what it would change."""
    await chat.send_files(upload, caption="/kehoach")
    return await chat.next_message()


async def load(database: Database) -> None:
    """Put the plan in use, as the draft has it."""
    plan = read_received(draft().workbook, "a.xlsx", UnitDirectory())
    assert isinstance(plan, ReceivedPlan)
    async with database.writing() as session:
        await load_read_plan(session, plan.plan, plan.units.directory(), LONG_AGO)


async def versions(database: Database) -> int:
    async with database.reading() as session:
        return len(await plan_versions(session, CODE))


@pytest.fixture
async def office(database: Database) -> AsyncIterator[World]:
    """On both databases: units, two administrators, and Lan who follows Sở Y tế; no plan of ours yet."""
    await make_plan(database, [DutySpec("CU-01", "SXD")])
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", is_admin=True)
    await make_official(database, MAI, name="Mai", is_admin=True)
    await make_official(database, LAN, "SYT", name="Lan")
    async with running_world(database, [*PEOPLE, Person(MAI, "Mai", started=True)]) as running:
        yield running


async def test_from_a_word_document_to_reminders_and_to_an_amendment(office: World) -> None:
    duc, lan = office.chat(DUC), office.chat(LAN)

    await duc.send_files(word(), caption="/kehoach")

    summary, workbook = await duc.wait_for(2)
    assert "Đọc được 3 nghĩa vụ, 2 có thời hạn" in summary.text
    assert "gửi lại chính tệp này" in workbook.text
    assert workbook.file is not None
    assert workbook.file.name == f"{CODE}.xlsx"

    titled = corrected({("Tóm tắt", 2): "Báo cáo chỉ tiêu y tế"}, workbook.file.content)
    await duc.send_files(titled)

    shown = await duc.next_message()
    assert "Kế hoạch mới: 3 nghĩa vụ, 3 việc của đơn vị, 2 việc có hạn." in shown.text
    assert "➕ Báo cáo chỉ tiêu y tế NV-01 · Sở Y tế: 14/3/2018" in shown.text
    assert await versions(office.database) == 0, "nothing is written before the button"

    await duc.press("Áp dụng", shown)

    assert shown.keyboard == []
    said = (await duc.next_message()).text
    assert f"bản 1: 3 nghĩa vụ, 2 việc có hạn.\n{CODE}" in said
    assert "Hạn gần nhất: 14/3/2018, Báo cáo chỉ tiêu y tế NV-01; nhắc từ 12/02/2018" in said
    assert "1 cuộc trò chuyện" in said
    assert "Chưa ai theo dõi 1 đơn vị: Sở Xây dựng" in said
    office.at("2018-02-12 07:30")
    await office.tick()
    assert "Báo cáo chỉ tiêu y tế" in (await lan.next_message()).text

    await duc.send("/kehoach")
    listed = await duc.next_message()
    assert f"{CODE}\n     bản 1" in listed.text
    assert "python -m plan_data rollback" in listed.text
    await duc.press("2. Excel", listed)
    exported = await duc.next_message()
    assert exported.file is not None
    assert exported.file.name == f"{CODE}-ban-1.xlsx"
    edits = {("Thời hạn", 2): "trước ngày 20/3/2018", ("Nguyên văn", 4): "Sở Y tế truyền thông."}
    await duc.send_files(corrected(edits, exported.file.content, drop_row=3))

    shown = await duc.next_message()
    assert "So với bản 1 đang dùng: thêm 0, dời hạn 1, sửa lời 2, rút 1." in shown.text
    assert "NV-01 · Sở Y tế: 14/3/2018 → 19/3/2018" in shown.text
    assert "NV-02 · Sở Xây dựng: rút (hạn 19/6/2018)" in shown.text
    assert "Sửa lời: NV-01, NV-03" in shown.text

    await duc.press("Áp dụng", shown)

    said = (await duc.next_message()).text
    assert "sẽ được báo “hạn cũ → hạn mới”" in said
    assert f"python -m plan_data rollback {CODE} --to 1" in said
    office.at("2018-02-12 09:00")
    await office.tick()
    assert "hạn cũ 14/3/2018 → hạn mới 19/3/2018" in (await lan.next_message()).text
    async with office.database.reading() as session:
        noted = [e async for e in audit_entries(session) if e.subject == f"plan {CODE}"]
    assert [entry.actor_name for entry in noted] == ["Đức", "Đức"]
    assert sha256(titled.content).hexdigest() in (noted[0].after or "")


async def test_two_administrators_do_not_undo_each_other_unseen(office: World) -> None:
    await load(office.database)
    duc, mai = office.chat(DUC), office.chat(MAI)
    of_duc = await proposed(duc, corrected({("Thời hạn", 2): "trước ngày 20/3/2018"}))
    of_mai = await proposed(mai, corrected({("Thời hạn", 2): "trước ngày 25/3/2018"}))
    await duc.press("Áp dụng", of_duc)

    await mai.press("Áp dụng", of_mai)

    assert await versions(office.database) == 2
    assert "Kế hoạch đã được sửa từ lúc bạn xem, nên chưa áp dụng" in of_mai.text
    assert "19/3/2018 → 24/3/2018" in of_mai.text

    await mai.press("Áp dụng", of_mai)

    assert "bản 3" in (await mai.next_message()).text
    async with office.database.reading() as session:
        assert (await duties_by_code(session, "NV-01", None))[0].due_on == date(2018, 3, 24)


async def test_a_restart_between_the_file_and_the_press_loses_nothing(world: World) -> None:
    duc = world.chat(DUC)
    shown = await proposed(duc, corrected({}))

    await world.restart_bot()
    await duc.press("Áp dụng", shown)

    assert "Đã áp dụng" in (await duc.next_message()).text
    assert await versions(world.database) == 1


async def test_pressing_twice_loads_once(world: World) -> None:
    duc = world.chat(DUC)
    shown = await proposed(duc, corrected({}))
    keyboard, data = shown.markup, str(shown.keyboard[0][0]["callback_data"])
    await duc.press(data, shown)
    shown.markup = keyboard  # on a phone that did not hear of it, or in somebody's own program

    again = await duc.press(data, shown)

    assert again.text == "Bản này đã được áp dụng rồi."
    assert await versions(world.database) == 1


async def test_mistakes_come_back_with_their_rows_and_nothing_is_loaded(world: World) -> None:
    duc = world.chat(DUC)
    many = {("Chủ trì", row): "Sở Không Có" for row in (2, 3)} | {("Thời hạn", 4): "x" * 400}

    said = (await proposed(duc, corrected(many))).text

    assert "còn 3 lỗi nên chưa nạp gì" in said
    assert "– dòng 2, NV-01, cột Chủ trì" in said
    assert await versions(world.database) == 0

    await duc.send_files(corrected({}))
    assert "Kế hoạch mới" in (await duc.next_message()).text, "no word is needed with what comes next"


async def test_the_same_plan_again_offers_nothing_to_apply(world: World) -> None:
    await load(world.database)

    said = await proposed(world.chat(DUC), corrected({}))

    assert "Không có gì thay đổi so với bản 1 đang dùng" in said.text
    assert said.keyboard == []


async def test_dropping_leaves_the_plan_as_it_is(world: World) -> None:
    duc = world.chat(DUC)
    shown = await proposed(duc, corrected({}))

    await duc.press("Bỏ", shown)

    assert (await duc.next_message()).text == "Đã bỏ, kế hoạch giữ nguyên."
    assert shown.keyboard == []
    assert await versions(world.database) == 0


async def test_a_file_without_a_word_is_asked_about(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send_files(word())
    asked = await duc.next_message()
    assert "Đây là kế hoạch mới (hoặc bản đã sửa), hay minh chứng của một việc?" in asked.text

    await duc.press("Kế hoạch", asked)

    assert "Đọc được 3 nghĩa vụ" in (await duc.next_message()).text


async def test_evidence_of_an_administrator_stays_evidence(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/donvi Sở Y tế")
    listed = await duc.next_message()
    await duc.send_files(word(), reply_to=listed, caption="1 30%")
    assert "Đã lưu minh chứng" in (await duc.next_message()).text

    await duc.send_files(word(name="khác.docx"))
    await duc.press("Minh chứng", await duc.next_message())

    assert "minh chứng của việc nào?" in (await duc.next_message()).text


@pytest.mark.parametrize("person", [LAN, TUAN])
async def test_others_are_told_who_may(world: World, person: int) -> None:
    chat = world.chat(person)

    await chat.send("/kehoach")
    await chat.send_files(word(), caption="/kehoach")

    for answer in await chat.wait_for(2):
        assert "Chỉ quản trị mới nạp hoặc sửa được kế hoạch" in answer.text
    async with world.database.reading() as session:
        assert len(await plans_in_use(session)) == 1


async def test_who_is_no_administrator_any_more_applies_nothing(world: World) -> None:
    mai = await make_official(world.database, STRANGER, name="Mai", is_admin=True)
    chat = world.chat(STRANGER)
    shown = await proposed(chat, corrected({}))
    async with world.database.writing() as session:
        await remove_official(session, mai.official, world.clock.now)

    answer = await chat.press("Áp dụng", shown)

    assert "không có quyền" in answer.text
    assert await versions(world.database) == 0


async def test_secret_documents_are_refused_and_nothing_of_them_is_kept(
    world: World, sqlite_url: str
) -> None:
    duc = world.chat(DUC)

    await duc.send_files(word(f"MẬT\n{PLAN_TEXT}\nSENTENCE-INSIDE", "named.docx"), caption="/kehoach")

    said = (await duc.next_message()).text
    assert "Văn bản mật không được đưa vào chương trình này" in said
    assert "không giữ lại gì" in said
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"named.docx" in kept, "the message itself stands in the inbox"
    assert b"SENTENCE-INSIDE" not in kept


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (Upload("a.docx", WORD_TYPE, word().content[:2000]), "Tệp hỏng"),
        (Upload("a.doc", "application/msword", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)), ".docx"),
        (Upload("a.txt", "text/plain", b"khong giao viec cho ai"), "Không tìm thấy nghĩa vụ nào"),
        (Upload("a.yaml", "text/yaml", b"obligations: [\n"), "lỗi nên chưa nạp gì"),
        (Upload("a.docx", WORD_TYPE, bytes(21 * 1024 * 1024)), "lớn hơn 20 MB"),
    ],
    ids=["cut off", "old Word", "no plan", "broken YAML", "too large"],
)
async def test_every_file_gets_a_clear_sentence(world: World, upload: Upload, said: str) -> None:
    duc = world.chat(DUC)

    await duc.send_files(upload, caption="kế hoạch")

    answer = await duc.next_message()
    assert said in answer.text
    assert "Có lỗi ở phía chúng tôi" not in "".join(duc.texts())


async def test_the_bot_stays_awake_while_ten_megabytes_are_read(world: World) -> None:
    duc, lan = world.chat(DUC), world.chat(LAN)
    # Whatever lies in a Word file beside its text: pictures, as a rule.
    content = with_part(word().content, "word/media/image1.bmp", os.urandom(10 * 1024 * 1024))

    await duc.send_files(Upload("to.docx", WORD_TYPE, content), caption="/kehoach")
    await lan.send("/denhan")

    await lan.next_message()
    assert duc.texts() == [], "the file is being read still"
    assert world.sandbox.calls.counts["sendChatAction"] >= 1, "and the chat shows it"
    assert "Đọc được 3 nghĩa vụ" in (await duc.next_message()).text


async def test_in_a_group_plans_are_not_taken(world: World) -> None:
    room = await group_of(world, DUC)
    group = Chat(world.sandbox, DUC, room.id)
    (greeting,) = group.answers

    await group.send_files(word(), caption="/kehoach", reply_to=greeting)

    assert "chỉ dùng trong chat riêng" in (await group.wait_for(2))[-1].text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_longest_answers_fit_a_message(language: Language) -> None:
    many, day = range(1, 2000), date(2018, 12, 31)
    codes = [f"{n:0>32}" for n in many]
    problems = [InputProblem(n, "x" * 100, "y" * 900) for n in many]
    duties = [ChangedDuty(code, "385", day, day) for code in codes]
    report = LoadReport(
        7, duties, duties, codes, codes, duties, duties=9999, classes_without_units=codes[:40]
    )
    received = read_received(draft().workbook, "a.xlsx", UnitDirectory())
    assert isinstance(received, ReceivedPlan)
    plan = received.plan.model_copy(update={"title": "t" * 250, "code": "c" * 40})
    titles = dict.fromkeys(codes, "t" * 90)
    shown = plan_changes.Difference(plan, report, titles, lambda _: "n" * 120, problems)
    follow_up = plan_changes.FollowUp(9, ["n" * 120] * 99, (codes[0], day), day)
    places = tuple(str(problem) for problem in problems)
    full = draft().model_copy(
        update={"title": "t" * 250, "new_units": places, "doubtful": places, "missed": places}
    )
    in_use = LoadedPlan(1, "c" * 40, "t" * 250, 99, LONG_AGO, 999)

    for message in (
        plan_changes.difference(shown, "s" * 24, language, has_moved_on=True),
        plan_changes.applied(shown, follow_up, language),
        plan_files.drafted(full, language),
        plan_files.mistakes("n" * 120, problems, language),
        plan_files.unreadable("n" * 120, problems, language),
        plan_files.how_to([in_use] * 50, ZONE, language),
    ):
        assert len(re.sub("<[^>]+>", "", message.text)) <= 4096
    assert len(re.sub("<[^>]+>", "", plan_files.export_caption(in_use, language))) <= 1024
