"""An office on each database, where Sở Y tế has a plan due on Monday 15 January 2018."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from plan_data.store.database import Database
from tests.factories import DutySpec
from tests.scheduler.office import Office, open_office

Y_TE = DutySpec("Y-1", "SYT", date(2018, 1, 15))


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """Monday 8 January 2018, 07:29; the duty Y-1 reaches its seventh day before today."""
    async with open_office(database, [Y_TE]) as opened:
        yield opened
