"""Those calls to the store that many turns make in the same moment."""

from collections.abc import Collection, Mapping, Sequence
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
    duties_of_ids,
    known_codes,
)
from plan_data.store.grouped_calls import GroupedCalls
from plan_data.store.grouped_writes import GroupedWrites
from plan_data.store.progress import DutyReport
from plan_data.store.recorded import Recorded, record_messages
from plan_data.store.senders import KnownSender, Sender, known_senders
from plan_data.store.sent_messages import (
    ListInChat,
    ListQuestion,
    NumberedMessage,
    keep_lists,
    numbered_messages,
)


@dataclass(frozen=True, slots=True)
class GroupedStore:
    """Calls of one kind share a transaction; each kind says where it comes from what it takes and gives."""

    senders: GroupedCalls[Sender, KnownSender]
    followed: GroupedCalls[Place, frozenset[str]]
    due: GroupedCalls[DueQuestion, DueAnswer]
    by_code: GroupedCalls[CodeQuestion, Sequence[Duty]]
    by_ids: GroupedCalls[Collection[int], Mapping[int, Duty]]
    known_codes: GroupedCalls[Collection[str] | None, frozenset[str]]
    numbered: GroupedCalls[ListQuestion, NumberedMessage | None]
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
            by_ids=GroupedCalls(database.reading, duties_of_ids),
            known_codes=GroupedCalls(database.reading, known_codes),
            numbered=GroupedCalls(database.reading, numbered_messages),
            progress=GroupedCalls(database.writing, record_messages),
            lists=GroupedWrites(database, keep_lists),
        )
