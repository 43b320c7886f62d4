"""From a document to reminders in chat: drafted, corrected, shown, applied; by administrators alone."""

import io
from collections.abc import AsyncIterator, Mapping
from datetime import date

import docx
import openpyxl
import pytest

from bot.sandbox import Message, Person, Upload
from plan_data.store.audit import audit_entries
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.officials import Role
from plan_data.store.plans import plan_versions, plans_in_use
from tests.bot.conftest import DUC, LAN, PEOPLE, STRANGER, TUAN
from tests.document import documents
from tests.factories import DutySpec, make_official, make_plan
from tests.sandbox.driver import Chat
from tests.world import World, running_world

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


def corrected(file: Message, cells: Cells, drop_row: int | None = None) -> Upload:
    """The workbook of a message after somebody edited cells, each by its column's heading and its row."""
    assert file.file is not None
    book = openpyxl.load_workbook(io.BytesIO(file.file.content))
    sheet = book["Nghĩa vụ"]
    columns = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
    for (heading, row), value in cells.items():
        sheet.cell(row, columns[heading], value)
    if drop_row is not None:
        sheet.delete_rows(drop_row)
    buffer = io.BytesIO()
    book.save(buffer)
    return Upload(f"sửa {file.file.name}", EXCEL_TYPE, buffer.getvalue())


async def drafted(chat: Chat, upload: Upload | None = None) -> tuple[Message, Message]:
    """A document was sent as a plan: the summary and the workbook that came back."""
    await chat.send_files(upload or word(), caption="/kehoach")
    summary, workbook = await chat.wait_for(2)
    return summary, workbook


async def loaded(chat: Chat) -> Message:
    """The plan was drafted, returned and applied; the draft."""
    _, draft = await drafted(chat)
    await chat.send_files(corrected(draft, {}))
    await chat.press("Áp dụng", await chat.next_message())
    await chat.next_message()
    return draft


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


async def test_from_a_word_document_to_the_first_reminder(office: World) -> None:
    duc = office.chat(DUC)

    summary, draft = await drafted(duc)

    assert "Đọc được 3 nghĩa vụ, 2 có thời hạn" in summary.text
    assert draft.file is not None
    assert draft.file.name == f"{CODE}.xlsx"
    assert "gửi lại chính tệp này" in draft.text

    await duc.send_files(corrected(draft, {("Tóm tắt", 2): "Báo cáo chỉ tiêu y tế"}))

    shown = await duc.next_message()
    assert "Kế hoạch mới: 3 nghĩa vụ, 3 việc của đơn vị, 2 việc có hạn." in shown.text
    assert await versions(office.database) == 0, "nothing is written before the button"

    await duc.press("Áp dụng", shown)

    said = (await duc.next_message()).text
    assert f"Đã áp dụng Chăm sóc sức khỏe năm 2018 {CODE}, bản 1" in said.replace("Kế hoạch ", "")
    assert "Hạn gần nhất: 14/3/2018, Báo cáo chỉ tiêu y tế NV-01; nhắc từ 12/02/2018" in said
    assert "1 cuộc trò chuyện" in said
    assert "Chưa ai theo dõi 1 đơn vị: Sở Xây dựng" in said

    office.at("2018-02-12 07:30")
    await office.tick()
    assert "Báo cáo chỉ tiêu y tế" in (await office.chat(LAN).next_message()).text
    async with office.database.reading() as session:
        entries = [entry async for entry in audit_entries(session)]
    (noted,) = [entry for entry in entries if entry.subject == f"plan {CODE}"]
    assert noted.actor_name == "Đức"
    assert '"added":3' in (noted.after or "")


async def test_a_plan_in_use_is_exported_amended_and_those_concerned_are_told(office: World) -> None:
    duc = office.chat(DUC)
    await loaded(duc)
    await duc.send("/kehoach")
    listed = await duc.next_message()
    assert f"{CODE}\n     bản 1" in listed.text
    assert "python -m plan_data rollback" in listed.text
    await duc.press("2. Excel", listed)
    exported = await duc.next_message()
    assert exported.file is not None
    assert exported.file.name == f"{CODE}-ban-1.xlsx"

    edited = {("Thời hạn", 2): "trước ngày 20/3/2018", ("Nguyên văn", 4): "Sở Y tế truyền thông."}
    await duc.send_files(corrected(exported, edited, drop_row=3))

    shown = await duc.next_message()
    assert "So với bản 1 đang dùng: thêm 0, dời hạn 1, sửa lời 2, rút 1." in shown.text
    assert "NV-01 · Sở Y tế: 14/3/2018 → 19/3/2018" in shown.text
    assert "NV-02 · Sở Xây dựng: rút (hạn 19/6/2018)" in shown.text
    assert "Sửa lời: NV-01, NV-03" in shown.text

    await duc.press("Áp dụng", shown)

    said = (await duc.next_message()).text
    assert "sẽ được báo “hạn cũ → hạn mới”" in said
    assert f"python -m plan_data rollback {CODE} --to 1" in said
    office.at("2018-01-08 09:00")
    await office.tick()
    assert "hạn cũ 14/3/2018 → hạn mới 19/3/2018" in (await office.chat(LAN).next_message()).text

    again = await duc.press("Áp dụng", shown) if "Áp dụng" in str(shown.keyboard) else None
    assert again is None, "the buttons went with the press"


async def test_pressing_twice_loads_once(office: World) -> None:
    duc = office.chat(DUC)
    _, draft = await drafted(duc)
    await duc.send_files(corrected(draft, {}))
    shown = await duc.next_message()
    data = str(shown.keyboard[0][0]["callback_data"])
    keyboard = shown.markup

    await duc.press(data, shown)
    await duc.next_message()
    shown.markup = keyboard  # a phone that did not hear of it, or somebody with a program of their own
    again = await duc.press(data, shown)

    assert again.text == "Bản này đã được áp dụng rồi."
    assert await versions(office.database) == 1


async def test_two_administrators_do_not_undo_each_other_unseen(office: World) -> None:
    duc, mai = office.chat(DUC), office.chat(MAI)
    draft = await loaded(duc)
    await duc.send_files(corrected(draft, {("Thời hạn", 2): "trước ngày 20/3/2018"}))
    of_duc = await duc.next_message()
    await mai.send_files(corrected(draft, {("Thời hạn", 2): "trước ngày 25/3/2018"}), caption="kế hoạch")
    of_mai = await mai.next_message()
    await duc.press("Áp dụng", of_duc)
    await duc.next_message()

    await mai.press("Áp dụng", of_mai)

    assert await versions(office.database) == 2
    assert "Kế hoạch đã được sửa từ lúc bạn xem, nên chưa áp dụng" in of_mai.text
    assert "19/3/2018 → 24/3/2018" in of_mai.text

    await mai.press("Áp dụng", of_mai)

    assert "bản 3" in (await mai.next_message()).text
    async with office.database.reading() as session:
        assert (await duties_by_code(session, "NV-01", None))[0].due_on == date(2018, 3, 24)


async def test_a_restart_between_the_file_and_the_press_loses_nothing(office: World) -> None:
    duc = office.chat(DUC)
    _, draft = await drafted(duc)
    await office.restart_bot()
    await duc.send_files(corrected(draft, {}))
    shown = await duc.next_message()

    await office.restart_bot()
    await duc.press("Áp dụng", shown)

    assert "Đã áp dụng" in (await duc.next_message()).text
    assert await versions(office.database) == 1


async def test_mistakes_come_back_with_their_rows_and_nothing_is_loaded(world: World) -> None:
    duc = world.chat(DUC)
    _, draft = await drafted(duc)
    many = {("Chủ trì", row): "Sở Không Có" for row in (2, 3)} | {("Thời hạn", 4): "x" * 400}

    await duc.send_files(corrected(draft, many))

    said = (await duc.next_message()).text
    assert "còn 3 lỗi nên chưa nạp gì" in said
    assert "– dòng 2, NV-01, cột Chủ trì" in said
    assert await versions(world.database) == 0

    await duc.send_files(corrected(draft, {}))
    assert "Kế hoạch mới" in (await duc.next_message()).text


async def test_the_same_plan_again_offers_nothing_to_apply(world: World) -> None:
    duc = world.chat(DUC)
    draft = await loaded(duc)

    await duc.send_files(corrected(draft, {}))

    said = await duc.next_message()
    assert "Không có gì thay đổi so với bản 1 đang dùng" in said.text
    assert said.keyboard == []


async def test_dropping_leaves_the_plan_as_it_is(world: World) -> None:
    duc = world.chat(DUC)
    _, draft = await drafted(duc)
    await duc.send_files(corrected(draft, {}))

    await duc.press("Bỏ", await duc.next_message())

    assert (await duc.next_message()).text == "Đã bỏ, kế hoạch giữ nguyên."
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


async def test_secret_documents_are_refused_and_nothing_of_them_is_kept(
    world: World, sqlite_url: str
) -> None:
    duc = world.chat(DUC)

    await duc.send_files(word(f"MẬT\n{PLAN_TEXT}"), caption="/kehoach")

    said = (await duc.next_message()).text
    assert "Văn bản mật không được đưa vào chương trình này" in said
    assert "không giữ lại gì" in said
    with open(sqlite_url.removeprefix("sqlite:///"), "rb") as file:  # noqa: PTH123, ASYNC230
        assert "trạm y tế".encode() not in file.read()
    assert STRANGER
