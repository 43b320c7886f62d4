"""The rows of a draft while the document is being read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from plan_data.deadlines import Deadline
from plan_data.document.parties import Parties

Source = Literal["clause", "heading", "neighbour", "label", "cell", "none"]
Confidence = Literal["cao", "vừa", "thấp"]
_LONGEST_SHOWN: Final = 120


@dataclass(slots=True)
class Row:
    """One obligation as understood so far; ``place`` tells a person where in the document to look it up."""

    section: str
    place: str
    sentence: str
    task: str
    lead: Parties = field(default_factory=Parties)
    lead_from: Source = "none"
    cooperating: Parties = field(default_factory=Parties)
    phrase: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    report_to: tuple[str, ...] = ()
    via: str | None = None
    product: str | None = None
    doubts: list[str] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        """Whether the phrase gives a first or a last day."""
        return any(one.starts_on or one.due_on for one in self.deadlines)

    def all_doubts(self) -> Sequence[str]:
        """Return everything a person should look at in this row, the gravest first."""
        doubts: list[str] = []
        if self.lead_from == "none":
            doubts.append("không thấy đơn vị chủ trì, tạm ghi cơ quan ban hành")
        doubts += [f"“{name}” chưa có trong danh sách đơn vị" for name in self.lead.unknown]
        doubts += [f"“{name}” chỉ nêu chung, chưa rõ gồm những đơn vị nào" for name in self.lead.vague]
        doubts += self.lead.doubts
        notes = dict.fromkeys(one.note for one in self.deadlines if one.note)
        doubts += [note.rstrip(".") for note in notes]
        if self.phrase and not self.is_dated:
            doubts.append(f"“{self.phrase}” không cho ngày nào")
        return [*doubts, *self.doubts]

    @property
    def confidence(self) -> Confidence:
        """High where the row names its unit itself or under its unit's heading, and nothing is doubtful."""
        doubts = self.all_doubts()
        grave = (
            self.lead_from == "none"
            or bool(self.lead.vague)
            or (self.phrase is not None and any(one.note for one in self.deadlines))
        )
        if grave or len(doubts) > 1:
            return "thấp"
        if doubts or self.lead_from == "neighbour" or not self.phrase:
            return "vừa"
        return "cao"


def shortened(text: str) -> str:
    """Return a text as the operator is shown it, cut where it is long."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
