"""Pictures of a report for a phone: bars by unit, and the plan's year with a line for today.

Drawn on a Figure of their own, without pyplot, so several can be drawn at once in threads; a picture takes
about a second and belongs off the event loop. The font comes with matplotlib and has every Vietnamese letter.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from plan_data.classification import Category
from plan_data.report.figures import Figures
from plan_data.report.plan_report import PlanReport, UnitFigures
from plan_data.report.theme import LOOKS
from plan_data.report.wording import day, share

PIXELS_AN_INCH = 150
WIDTH_INCHES = 7.2
"""1080 pixels: the width of a phone's screen, so nothing is scaled down."""

MOST_BARS = 26
"""Bars a picture that can be read on a phone."""

MOST_PICTURES = 4
"""Of more than a hundred units those with most overdue are drawn; the workbook has them all."""

_LIGHT = {Category.NO_DEADLINE, Category.DONE_LATE, Category.OPEN_ON_TIME}
"""Colours on which a number must be black to be read."""


def bars_by_unit(report: PlanReport) -> Sequence[bytes]:
    """PNGs with a bar for each unit, stacked by category; most overdue first, at most MOST_BARS a picture."""
    bars = bar_data(report.units)
    shown = bars[: MOST_BARS * MOST_PICTURES]
    pictures = max(1, -(-len(shown) // MOST_BARS))
    # Pictures of equal length: a last one with two bars would look like an oversight.
    step = max(1, -(-len(shown) // pictures))
    longest = max((figures.total for _, figures in bars), default=1)
    return [
        _bars(report, shown[start : start + step], longest, (start // step + 1, pictures))
        for start in range(0, max(len(shown), 1), step)
    ]


def bar_data(units: Sequence[UnitFigures]) -> Sequence[tuple[str, Figures]]:
    """What the bars show: a short name with its figures."""
    ordered = sorted(units, key=lambda each: (-each.figures.open_late, -each.figures.total))
    return [(_unique_name(each, units), each.figures) for each in ordered]


def _bars(
    report: PlanReport, shown: Sequence[tuple[str, Figures]], longest: int, page: tuple[int, int]
) -> bytes:
    drawing = _sheet(2.3 + 0.34 * len(shown))
    axes = drawing.add_subplot()
    places = range(len(shown))
    starts = [0] * len(shown)
    for category, look in LOOKS.items():
        counts = [figures.of_category(category) for _, figures in shown]
        bars = axes.barh(places, counts, left=starts, color=f"#{look.colour}", edgecolor="white", height=0.8)
        axes.bar_label(
            bars,
            # A number where it fits; the legend tells what the colour means.
            [str(count) if count >= longest / 25 else "" for count in counts],
            label_type="center",
            fontsize=9,
            color="black" if category in _LIGHT else "white",
        )
        starts = [start + count for start, count in zip(starts, counts, strict=True)]
    for place, (_, figures) in enumerate(shown):
        axes.annotate(
            share(figures.share_of_due),
            (figures.total, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color="#444444",
        )
    axes.set_yticks(places, [name for name, _ in shown])
    axes.invert_yaxis()
    axes.set_xlim(0, longest * 1.14)
    axes.margins(y=0.01)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("Số nhiệm vụ · cuối thanh: tỷ lệ hoàn thành trên số việc đã đến hạn", fontsize=9)
    _style(axes, "x")
    axes.tick_params(axis="y", length=0)
    number, pictures = page
    _head(
        drawing, "Nhiệm vụ theo đơn vị chủ trì" + (f" ({number}/{pictures})" if pictures > 1 else ""), report
    )
    return _png(drawing)


def _unique_name(each: UnitFigures, units: Sequence[UnitFigures]) -> str:
    """The short name, or the full one where two units share the short one."""
    shared = sum(other.unit.short_name == each.unit.short_name for other in units) > 1
    return each.name if shared else each.unit.short_name


def timeline(report: PlanReport) -> bytes:
    """A PNG with the plan's deadlines week by week, stacked by category, and a line for the day reported."""
    weeks = timeline_data(report)
    drawing = _sheet(5.2)
    axes = drawing.add_subplot()
    mondays = sorted({monday for monday, _ in weeks})
    bottoms = [0] * len(mondays)
    for category in Category:
        counts = [weeks[monday, category] for monday in mondays]
        if any(counts):
            axes.bar(
                [_middle(monday) for monday in mondays],
                counts,
                bottom=bottoms,
                width=6,
                color=f"#{LOOKS[category].colour}",
                edgecolor="white",
                linewidth=0.5,
            )
        bottoms = [bottom + count for bottom, count in zip(bottoms, counts, strict=True)]
    tallest = max(bottoms, default=0)
    axes.set_ylim(0, max(tallest * 1.18, 1))
    axes.axvline(report.on.toordinal(), color="black", linewidth=1.6, linestyle="--")
    first, last = _edges(mondays, report.on)
    axes.set_xlim(first.toordinal(), last.toordinal())
    on_right_half = report.on.toordinal() > (first.toordinal() + last.toordinal()) / 2
    axes.annotate(
        day(report.on),
        (report.on.toordinal(), max(tallest * 1.18, 1)),
        xytext=(-5 if on_right_half else 5, -13),
        textcoords="offset points",
        ha="right" if on_right_half else "left",
        fontsize=10,
        fontweight="bold",
    )
    _month_ticks(axes, first, last)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("Số nhiệm vụ đến hạn trong tuần", fontsize=10)
    _style(axes, "y")
    _head(drawing, "Thời hạn của kế hoạch theo tuần", report, undrawn=Category.NO_DEADLINE)
    return _png(drawing)


def timeline_data(report: PlanReport) -> Counter[tuple[date, Category]]:
    """How many duties of each category are due in each week, by its Monday."""
    return Counter(
        (row.standing.due_on - timedelta(days=row.standing.due_on.weekday()), row.standing.category)
        for row in report.rows
        if row.standing.due_on is not None
    )


def _middle(monday: date) -> int:
    return (monday + timedelta(days=3)).toordinal()


def _edges(mondays: Sequence[date], on: date) -> tuple[date, date]:
    """Whole months around all deadlines and the day reported."""
    first = min((*mondays, on)).replace(day=1)
    last = max(*(monday + timedelta(days=7) for monday in mondays), on) if mondays else on
    return first, _next_month(last)


def _next_month(value: date) -> date:
    return (value.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_ticks(axes: Axes, first: date, last: date) -> None:
    months = [first]
    while _next_month(months[-1]) < last:
        months.append(_next_month(months[-1]))
    # Every month while there are few; then fewer, or the names run into one another.
    step = 1 + len(months) // 14
    axes.set_xticks([month.toordinal() for month in months[::step]])
    axes.set_xticklabels([_month_name(month, first) for month in months[::step]])


def _month_name(month: date, first: date) -> str:
    starts_a_year = month == first or month.month == 1
    return f"T{month.month}\n{month.year}" if starts_a_year else f"T{month.month}"


def _style(axes: Axes, lines: Literal["x", "y"]) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis=lines, color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=10)


def _head(drawing: Drawing, title: str, report: PlanReport, *, undrawn: Category | None = None) -> None:
    """Title and day above the picture; the legend below says each category's word and count."""
    drawing.suptitle(f"{title}\nđến hết ngày {day(report.on)}", fontsize=13, fontweight="bold")
    patches = []
    for category, look in LOOKS.items():
        label = f"{look.vi}: {report.total.of_category(category)}"
        patches.append(
            Patch(color=f"#{look.colour}", label=f"{label} (không vẽ)" if category is undrawn else label)
        )
    drawing.legend(handles=patches, loc="outside lower center", ncols=2, fontsize=10, frameon=False)


def _sheet(height_inches: float) -> Drawing:
    drawing = Drawing(figsize=(WIDTH_INCHES, height_inches), dpi=PIXELS_AN_INCH, layout="constrained")
    FigureCanvasAgg(drawing)
    return drawing


def _png(drawing: Drawing) -> bytes:
    stream = BytesIO()
    drawing.savefig(stream, format="png")
    return stream.getvalue()
