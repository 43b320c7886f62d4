"""The pictures: real PNGs as wide as a phone, without a missing letter, drawn at the same time."""

import asyncio
from datetime import date
from io import BytesIO

from PIL import Image

from plan_data.report.pictures import MOST_BARS, bars_by_unit, timeline
from plan_data.store.database import Database
from tests.report.test_simulated_year import report_on


async def test_bars_are_as_wide_as_a_phone_and_cut_into_pictures(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    pictures = await asyncio.to_thread(bars_by_unit, report)

    assert len(pictures) == -(-len(report.units) // MOST_BARS)
    for picture in pictures:
        with Image.open(BytesIO(picture)) as image:
            assert image.format == "PNG"
            assert image.width == 1080
            # Telegram takes photos up to 10,000 for width and height together (Bot API, sendPhoto).
            assert image.width + image.height < 10_000


async def test_pictures_can_be_drawn_at_the_same_time_and_come_out_equal(year_database: Database) -> None:
    report = await report_on(year_database, date(2018, 8, 20))

    alone = timeline(report)
    together = await asyncio.gather(*(asyncio.to_thread(timeline, report) for _ in range(4)))

    assert set(together) == {alone}


async def test_a_plan_before_its_first_day_can_be_drawn(year_database: Database) -> None:
    report = await report_on(year_database, date(2017, 1, 1))

    assert timeline(report).startswith(b"\x89PNG")
