"""What a phrase is made of once its words are read: the parts that name a time, without days."""

from dataclasses import dataclass
from enum import StrEnum

from plan_data.deadlines.periods import Period


class Relation(StrEnum):
    """How the obligation stands to the period; the first half of a rule's name."""

    BEFORE = "before"
    UNTIL = "until"
    WITHIN = "within"
    ON = "on"
    FROM = "from"
    AFTER = "after"
    BETWEEN = "between"


class Cadence(StrEnum):
    """How often something comes back."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    NINE_MONTHS = "nine_months"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Timed:
    """Periods with a relation: "trước ngày 15/6 và ngày 15/12", "trong quý II, III", "từ tháng 3 đến tháng
    5".

    ``relation`` is None where the phrase only names the period. A BETWEEN holds exactly two periods.
    ``start`` and ``end`` count tokens. ``yearly``: comes back each year, within ``span`` if one is named.
    """

    start: int
    end: int
    relation: Relation | None
    periods: tuple[Period, ...]
    yearly: bool = False
    span: "Timed | None" = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something that comes back: "hằng quý", "trước ngày 25 của tháng cuối quý", "ngày 05 tháng sau".

    ``day`` is None where no day of the month is named, ``from_day`` too unless there is a first one;
    ``month`` is the month of a longer period, 1 for its first, -1 for its last, None if unnamed; ``shift``
    is +1 for the period after the one reported on. ``other_days``: the 10 of "ngày 10 và ngày 20 hằng tháng".
    ``weekday`` is 0 for Monday. ``span``: "từ tháng 8 đến tháng 12", a FROM, a BETWEEN or an UNTIL.
    """

    start: int
    end: int
    cadences: tuple[Cadence, ...]
    relation: Relation | None = None
    day: Period | None = None
    from_day: Period | None = None
    month: int | None = None
    shift: int = 0
    marked: bool = False  # "định kỳ" says so
    span: Timed | None = None
    other_days: tuple[Period, ...] = ()
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: "trong vòng 15 ngày làm việc kể từ ngày nhận được hồ sơ".

    ``event`` are the words after "kể từ", "" if nothing says from when; ``anchor`` is set if they are a date.
    ``ahead``: it is counted back from there, "15 ngày trước ngày 30/9".
    """

    start: int
    end: int
    amount: int
    unit: str  # ngày, ngày làm việc, tuần, tháng, quý, năm, giờ
    event: str
    anchor: Period | None
    opens: bool  # "trong vòng": may be done from the event on
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Continuous:
    """Work without a last day: "thường xuyên, liên tục trong năm"."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words about time that set no deadline: "có hiệu lực từ ngày 05/11/2019", "năm học 2017-2018"."""

    start: int
    end: int


Element = Timed | Recurring | Duration | Continuous | Ignored
