"""Where an item of running text stands: the items open above it, and what they hand down to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from plan_data.document.blocks import Paragraph
from plan_data.document.labels import LabelSort
from plan_data.document.markers import TEXT, TOPIC, Marker
from plan_data.document.parties import Parties
from plan_data.document.rows import Row, Source


@dataclass(slots=True)
class Frame:
    """An open item: what it hands down to the items below it, and what waits for them.

    ``pending`` is an item that becomes a row of its own only if nothing below it becomes one; ``phrase`` is
    its deadline phrase. ``neighbour`` led in the item before. ``first_row`` counts the rows before it.
    ``labels_first``: labels stand before the tasks that they hold for, not behind.
    """

    marker: Marker
    first_row: int
    lead: Parties = field(default_factory=Parties)
    lead_from: Source = "none"
    neighbour: Parties = field(default_factory=Parties)
    idle: bool = False
    funding: bool = False
    phrase: str | None = None
    pending: Paragraph | None = None
    pending_text: str = ""
    labels_first: bool = False
    labelled: dict[LabelSort, int] = field(default_factory=dict)


@dataclass(slots=True)
class Outline:
    """The open items from the highest to the innermost; ``closing`` sees each before it is closed.

    ``rows`` is the growing list of rows, which closing an item may add to.
    """

    rows: Sequence[Row]
    closing: Callable[[Frame], None]
    frames: list[Frame] = field(default_factory=list)

    def open(self, marker: Marker, *, after_colon: bool) -> Frame:
        """Close what the item ends, open it, and return its frame.

        :param after_colon: the item before announced a list: this one stands below it.
        """
        self.close_for(marker, after_colon=after_colon)
        frame = Frame(marker, len(self.rows))
        self.frames.append(frame)
        return frame

    def close_for(self, marker: Marker, *, after_colon: bool) -> None:
        """Close the items that one with this marker ends."""
        kinds = [frame.marker.kind for frame in self.frames]
        last = self.frames[-1].marker if self.frames else TEXT
        topic = max((at for at, kind in enumerate(kinds) if kind == TOPIC.kind), default=-1)
        below = after_colon and marker.kind == TEXT.kind and last.rank < TEXT.rank
        if marker.kind in kinds and not below:
            same = _innermost(kinds) if marker.kind == TEXT.kind else kinds.index(marker.kind)
            if same < topic and marker.restarts:
                self._lift(
                    same, topic
                )  # "3. ...", "THÁNG 02", "1. ...": the list begins anew below the topic
            elif not (after_colon and marker.restarts and marker.kind != last.kind and last.is_bullet):
                self.close_to(same)
        elif marker.kind == TOPIC.kind:
            self._close_from(TEXT.rank)
        elif not after_colon or (marker.kind == TEXT.kind and not below) or marker.rank < 3:
            self._close_from(marker.rank)

    def _close_from(self, rank: float) -> None:
        """Close the innermost items of this rank and below."""
        keep = len(self.frames)
        while keep and self.frames[keep - 1].marker.rank >= rank:
            keep -= 1
        self.close_to(keep)

    def _lift(self, first: int, topic: int) -> None:
        """Close the items from ``first`` up to the topic below them, which then stands in their place."""
        kept = self.frames[topic]
        self.close_to(topic + 1)
        self.frames.pop()
        self.close_to(first)
        self.frames.append(kept)

    def close_to(self, keep: int) -> None:
        """Close all items but the first ``keep``, the innermost first."""
        while len(self.frames) > keep:
            self.closing(self.frames[-1])
            self.frames.pop()

    def lead_above(self) -> tuple[Parties, Source]:
        """Return whom a table or an item without a subject belongs to."""
        for frame in reversed(self.frames):
            if frame.lead:
                return frame.lead, frame.lead_from
            if frame.neighbour:
                return frame.neighbour, "neighbour"
        return Parties(), "none"

    def phrase_above(self) -> str | None:
        """Return the deadline phrase that stands in a heading above."""
        return next((frame.phrase for frame in reversed(self.frames) if frame.phrase), None)

    def is_idle(self) -> bool:
        """Whether a section is open that gives nobody anything to do."""
        return any(frame.idle for frame in self.frames)

    def remember(self, frame: Frame, lead: Parties) -> None:
        """Let the items after this one go on with its subject, as far as their heading names nobody."""
        at = self.frames.index(frame)
        if at:
            self.frames[at - 1].neighbour = lead

    def section(self) -> str:
        """Return the number of the innermost numbered section: "III.2.1"."""
        label = ""
        for frame in self.frames:
            own = frame.marker.label
            if not own:
                continue
            nested = own.startswith(label + ".") or (frame.marker.kind.startswith("decimal") and "." in own)
            if frame.marker.kind.startswith("decimal") and "." in own:
                head = label.split(".", maxsplit=1)[0] if label and not label[0].isdigit() else ""
                label = f"{head}.{own}" if head else own
            else:
                label = own if not label or nested else f"{label}.{own}"
        return label[:40]


def _innermost(kinds: Sequence[str]) -> int:
    """Return the place of the last text without a number: "4. Sở Y tế:" may have some of its own below."""
    return len(kinds) - 1 - list(reversed(kinds)).index(TEXT.kind)
