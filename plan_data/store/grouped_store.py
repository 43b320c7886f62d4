"""Those calls to the store that many turns make in the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from plan_data.store.chats import Place, units_followed_in
from plan_data.store.database import Database
from plan_data.store.duties import (
    CodeQuestion,
    DueAnswer,
    DueQuestion,
    Duty,
    due_and_overdue,
    duties_by_codes,
)
from plan_data.store.grouped_calls import GroupedCalls
from plan_data.store.grouped_writes import GroupedWrites
from plan_data.store.progress import DutyReport
from plan_data.store.recorded import Recorded, record_messages
from plan_data.store.senders import KnownSender, Sender, known_senders
from plan_data.store.sent_messages import ListInChat, keep_lists


@dataclass(frozen=True, slots=True)
class GroupedStore:
    """Calls of one kind share a transaction; each kind says where it comes from what it takes and gives."""

    senders: GroupedCalls[Sender, KnownSender]
    followed: GroupedCalls[Place, frozenset[str]]
    due: GroupedCalls[DueQuestion, DueAnswer]
    by_code: GroupedCalls[CodeQuestion, Sequence[Duty]]
    progress: GroupedCalls[Sequence[DutyReport], Sequence[Recorded]]
    lists: GroupedWrites[ListInChat]

    @classmethod
    def on(cls, database: Database) -> Self:
        """For the turns of one process."""
        return cls(
            senders=GroupedCalls(database.reading, known_senders),
            followed=GroupedCalls(database.reading, units_followed_in),
            due=GroupedCalls(database.reading, due_and_overdue),
            by_code=GroupedCalls(database.reading, duties_by_codes),
            progress=GroupedCalls(database.writing, record_messages),
            lists=GroupedWrites(database, keep_lists),
        )
