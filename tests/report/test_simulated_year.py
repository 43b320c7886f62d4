"""47 units, a year of seeded chance: every report of it must give the figures counted beside the events."""

import csv
from dataclasses import astuple
from datetime import date
from io import BytesIO, StringIO

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.texts.overview import View, total
from plan_data.classification import Category
from plan_data.report.csv_table import csv_bytes
from plan_data.report.overview import heads_of_shared, read_overview, targets_of
from plan_data.report.pictures import bar_data, timeline_data
from plan_data.report.plan_report import PlanReport, Reckoning, plan_report
from plan_data.report.report_document import report_document
from plan_data.report.spreadsheet import figure_cells, workbook_bytes
from plan_data.report.table import COLUMNS, FIGURE_TITLES
from plan_data.report.theme import LOOKS
from plan_data.store.database import Database
from plan_data.store.histories import Scope
from tests.report.conftest import PlayedYear
from tests.report.simulated_year import CALENDAR, PLAN_CODE, UNITS, ZONE

DAYS = [date(2018, month, 20) for month in (1, 3, 5, 8, 9, 11)] + [date(2018, 12, 31), date(2019, 2, 1)]
RECKONING = Reckoning(ZONE, CALENDAR, UNITS)


async def report_on(database: Database, on: date) -> PlanReport:
    async with database.reading() as session:
        report = await plan_report(session, Scope(plan_code=PLAN_CODE), on, RECKONING)
    assert report is not None
    return report


@pytest.mark.parametrize("on", DAYS, ids=str)
async def test_the_figures_of_any_day_are_those_counted_beside_the_events(
    year_database: Database, played_year: PlayedYear, on: date
) -> None:
    report = await report_on(year_database, on)

    expected = played_year.year.counts(on)
    assert {each: report.total.of_category(each) for each in Category} == {
        each: expected[each] for each in Category
    }
    assert report.total.total == len(played_year.year.fates)
    assert report.total.silent == played_year.year.silent(on)
    assert report.total.blocked == played_year.year.blocked(on)


async def test_the_figures_of_each_unit_are_those_counted_beside_the_events(
    year_database: Database, played_year: PlayedYear
) -> None:
    on = date(2018, 8, 20)

    report = await report_on(year_database, on)

    assert len(report.units) == 47
    for each in report.units:
        expected = played_year.year.counts_of(each.unit.code, on)
        assert [each.figures.of_category(one) for one in Category] == [expected[one] for one in Category]


async def test_the_shares_name_both_denominators(year_database: Database, played_year: PlayedYear) -> None:
    on = date(2018, 8, 20)
    finished = [
        fate
        for fate in played_year.year.fates
        if any(each.on <= on < each.until for each in fate.reports)
        and fate.category(on) is not Category.WAITING
    ]
    due = [fate for fate in played_year.year.fates if (last := fate.last_day(on)) and last < on]

    total = (await report_on(year_database, on)).total

    assert total.share_of_all == len(finished) / len(played_year.year.fates)
    assert total.share_of_due == len([fate for fate in due if fate in finished]) / len(due)


async def test_workbook_says_the_same(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    book = load_workbook(BytesIO(workbook_bytes(report)))

    summary = {row[1]: row[2:] for row in book["Tổng hợp"].iter_rows(min_row=6, values_only=True)}
    for each in report.units:
        assert summary[each.name][: len(FIGURE_TITLES)] == figure_cells(each.figures)
    assert summary["Tổng cộng"][: len(FIGURE_TITLES)] == figure_cells(report.total)
    assert summary["Tổng cộng"][len(FIGURE_TITLES)] == pytest.approx(report.total.share_of_all)
    assert len(list(book["Quá hạn"].iter_rows(min_row=6))) == report.total.open_late


async def test_workbook_has_head_filters_and_widths(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    sheet = load_workbook(BytesIO(workbook_bytes(report)))["Danh mục nhiệm vụ"]

    assert sheet.freeze_panes == "D6"
    assert sheet.auto_filter.ref == f"A5:O{5 + len(report.rows)}"
    assert [cell.value for cell in sheet[5]] == ["STT", *(column.title for column in COLUMNS)]
    assert sheet.column_dimensions["C"].width == 48


async def test_what_people_wrote_never_becomes_a_formula(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 12, 31))

    sheet = load_workbook(BytesIO(workbook_bytes(report)))["Danh mục nhiệm vụ"]
    table = csv_bytes(report).decode("utf-8-sig")

    notes = [cell for row in sheet.iter_rows(min_row=6) for cell in row if cell.value == "=chưa có kinh phí"]
    assert notes
    assert {cell.data_type for cell in notes} == {"s"}
    assert "'=chưa có kinh phí" in table
    assert ",=" not in table


async def test_csv_has_a_row_for_every_duty_and_a_byte_order_mark(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    content = csv_bytes(report)

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == report.total.total
    late = [row for row in rows if row["Đánh giá"].startswith(LOOKS[Category.OPEN_LATE].vi)]
    assert len(late) == report.total.open_late


async def test_draft_says_the_same_and_leaves_number_and_signature_blank(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    draft = Document(BytesIO(report_document(report)))

    body = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    assert f"hoàn thành đúng hạn {report.total.done_on_time}; " in body
    assert f"({report.total.due_done}/{report.total.due})" in body
    assert f"({report.total.done}/{report.total.total})" in body
    total = [cell.text for cell in draft.tables[1].rows[-1].cells]
    assert total[1] == "Tổng cộng"
    assert total[2:9] == [str(count) for count in figure_cells(report.total)[:7]]
    head = draft.tables[0].rows[0].cells
    assert "Số: ……/BC-……" in head[0].text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head[1].text
    appendix = draft.tables[-1]
    assert len(appendix.rows) == len(report.rows) + 1


async def test_draft_has_the_page_of_decree_30(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    section = Document(BytesIO(report_document(report))).sections[0]

    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.top_margin is not None
    assert (round(section.page_width.mm), round(section.left_margin.mm), round(section.top_margin.mm)) == (
        210,
        30,
        20,
    )
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0].part.blob.decode()
    assert not section.first_page_header.paragraphs[0].text


async def test_pictures_draw_the_same(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    bars, weeks = bar_data(report.units), timeline_data(report)

    for category in Category:
        assert sum(figures.of_category(category) for _, figures in bars) == report.total.of_category(category)
    dated = {each for each in Category if each is not Category.NO_DEADLINE}
    for category in dated:
        drawn = sum(count for (_, each), count in weeks.items() if each is category)
        # What waits without a deadline has no week.
        undated = [
            row for row in report.rows if row.standing.category is category and not row.standing.due_on
        ]
        assert drawn + len(undated) == report.total.of_category(category)


async def test_targets_stand_beside_the_duties_that_serve_them(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    (target,) = report.targets
    served = [row for row in report.rows if row.line.obligation_code in {"HU-01", "HU-02"}]
    assert target.value == "2,50%"
    assert target.figures.total == len(served) == 54
    assert target.figures.done == sum(row.standing.is_done for row in served)
    async with year_database.reading() as session:
        overview = await read_overview(session, None, report.on, RECKONING)
        (in_chat,) = await targets_of(session, overview)
    assert (in_chat.name, in_chat.value, in_chat.figures) == (target.name, target.value, target.figures)


async def test_chat_says_the_same(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))
    async with year_database.reading() as session:
        overview = await read_overview(session, None, report.on, RECKONING)

    message = total(overview, View(), "vi")

    assert overview.total == report.total
    assert overview.units == report.units
    for category, look in LOOKS.items():
        assert f"{look.icon} {look.vi}: <b>{report.total.of_category(category)}</b>" in message.text
    assert f"({report.total.due_done}/{report.total.due})" in message.text
    assert f"({report.total.done}/{report.total.total})" in message.text


async def test_leaders_of_a_level_add_up_to_the_whole(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))
    async with year_database.reading() as session:
        districts = await read_overview(session, {f"H{n:02}" for n in range(1, 28)}, report.on, RECKONING)
        departments = await read_overview(session, {f"S{n:02}" for n in range(1, 21)}, report.on, RECKONING)

    parts = [astuple(districts.total), astuple(departments.total)]
    assert tuple(map(sum, zip(*parts, strict=True))) == astuple(report.total)


async def test_who_of_the_districts_reported_is_counted_beside_the_events(
    year_database: Database, played_year: PlayedYear
) -> None:
    on = date(2018, 8, 20)
    async with year_database.reading() as session:
        overview = await read_overview(session, None, on, RECKONING)
        heads = await heads_of_shared(session, overview.shared)
    counted = {
        head.code: (shared.reported, len(shared.standings))
        for shared, head in zip(overview.shared, heads, strict=True)
    }

    expected = {
        code: (
            sum(any(each.on <= on < each.until for each in fate.reports) for fate in fates),
            len(fates),
        )
        for code in {fate.obligation_code for fate in played_year.year.fates if fate.unit_code[0] == "H"}
        if (fates := [fate for fate in played_year.year.fates if fate.obligation_code == code])
    }
    assert counted == expected
