"""What each column of a table of tasks says, by its heading or, where that is no help, by its cells."""

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal

from plan_data.document.blocks import Cell, Table
from plan_data.units import fold

Column = Literal[
    "number",
    "task",
    "lead",
    "cooperating",
    "both",
    "time",
    "start",
    "end",
    "when",
    "product",
    "recipient",
    "note",
]
"""``when`` is a period whose cells are only marked: "Quý I" with an x."""
MARKS: Final = frozenset({"x", "X", "×", "✓", "✔", "v", "V", "+", "*", "●", "•", "■"})

# Looked up in this order in the folded heading of a column: the first that is found wins.
_HEADINGS: Final[tuple[tuple[Column, str], ...]] = (
    ("number", r"(?:stt|tt|so tt|so thu tu|s\.tt|#|ma(?: so)?|muc)"),
    (
        "both",
        (
            r".*chu tri.*phoi hop.*|.*(?:co quan|don vi) (?:thuc hien|chu tri)(?:,| va"
            r"|/).*phoi hop.*"
        ),
    ),
    ("note", r".*\bghi chu\b.*|(?:so )?van ban (?:giao|chi dao).*"),
    ("cooperating", r".*phoi (?:ket )?hop.*"),
    (
        "recipient",
        (
            r".*(?:cap trinh|co quan trinh|noi nhan|cap (?:co tham quyen )?(?:phe duyet|ban hanh)"
            r"|trinh cap|bao cao cho|trinh ubnd|tham quyen ban hanh).*"
        ),
    ),
    ("start", r"(?:(?:thoi gian|ngay|thoi diem|tuan|thang|quy) )?bat dau|tu (?:ngay|thang)|khoi cong"),
    (
        "end",
        (
            r"(?:(?:thoi gian|ngay|thoi diem|tuan|thang|quy) )?ket thuc|den (?:ngay|thang)"
            r"|(?:ngay|thang) hoan thanh"
        ),
    ),
    (
        "lead",
        (
            r".*(?:chu tri|dau moi|don vi thuc hien|co quan thuc hien|phan cong|trach nhiem"
            r"|phu trach|don vi tham muu|co quan tham muu|don vi soan thao|co quan soan thao"
            r"|bo phan thuc hien|nguoi thuc hien|chiu trach nhiem|to chuc thuc hien|cap thuc hien"
            r"|can bo thuc hien|don vi duoc giao|giao don vi).*|don vi|co quan|(?:co quan|don vi),.*"
            r"|chu the thuc hien"
        ),
    ),
    (
        "time",
        (
            r".*(?:thoi gian|thoi han|tien do|hoan thanh|thoi diem|\bmoc\b|han chot|han xu ly|lich"
            r"|ky bao cao|\bhan\b).*|ngay|thang|quy|deadline"
        ),
    ),
    ("product", r".*(?:san pham|dau ra|ket qua|hinh thuc van ban|loai van ban|minh chung).*"),
    (
        "note",
        (
            r".*(?:kinh phi|nguon von|can cu|dia diem|tinh trang|trang thai|% |ty le|tong so"
            r"|don vi tinh|dvt|chi tieu|so luong).*"
        ),
    ),
    (
        "task",
        (
            r".*(?:nhiem vu|noi dung|cong viec|hoat dong|ten|giai phap|van ban|de an|dau viec|viec"
            r"|linh vuc|bao cao|du an|muc tieu|nhom).*"
        ),
    ),
)
Fits = Callable[[str], bool]
_HEADER_ROWS: Final = 30
_MOST_HEADER_DEPTH: Final = 3
_LONGEST_HEADING: Final = 90
_PERSON: Final = re.compile(r"lanh dao|phu trach|nguoi|chi dao|thanh vien|dong chi|truong ban")
_FEWEST_CELLS: Final = 2
_MOST_LOOKED_AT: Final = 60
_SHORTEST_TASK: Final = 15  # characters, on average


def header_of(table: Table, is_units: Fits, is_time: Fits) -> tuple[tuple[Column | None, ...], int] | None:
    """Return what each column holds and the first row below the headings, or None for another table."""
    for first, cells in enumerate(table.rows[:_HEADER_ROWS]):
        if _is_heading(cells) < 2:
            continue
        last = first
        while (
            last + 1 < len(table.rows)
            and last - first + 1 < _MOST_HEADER_DEPTH
            and _goes_on(table.rows[first : last + 1], table.rows[last + 1], is_time)
        ):
            last += 1
        columns = tuple(_column_of(table.rows[first : last + 1], at) for at in range(len(cells)))
        columns = _with_one_leader(columns, [cell.text for cell in table.rows[last]])
        columns = _with_task(columns, table, last + 1)
        columns = _completed(columns, table, last + 1, is_units, is_time)
        if _says_enough(columns):
            return columns, last + 1
    return _by_cells(table, is_units, is_time)


def _with_one_leader(
    columns: tuple[Column | None, ...], headings: Sequence[str]
) -> tuple[Column | None, ...]:
    """Let the unit that does a task lead where another column names the person who answers for it."""
    leads = [at for at, column in enumerate(columns) if column == "lead"]
    persons = {at for at in leads if _PERSON.search(fold(headings[at]))}
    if not persons or persons == set(leads):
        return columns
    return tuple("note" if at in persons else column for at, column in enumerate(columns))


def _says_enough(columns: Sequence[Column | None]) -> bool:
    return "task" in columns and bool(set(columns) & {"lead", "both", "time", "end", "when", "cooperating"})


def _completed(
    columns: tuple[Column | None, ...], table: Table, first: int, is_units: Fits, is_time: Fits
) -> tuple[Column | None, ...]:
    """Let the cells tell of columns whose heading says nothing: who leads, and by when."""
    done = list(columns)
    for at, column in enumerate(columns):
        marked = column in {None, "time"} and _is_marked(table, first, at)
        if marked and is_time(table.rows[first - 1][at].text):
            done[at] = "when"
        elif column is not None:
            continue
        elif not {"time", "end"} & set(done) and _mostly(table, first, at, is_time):
            done[at] = "time"
        elif not {"lead", "both"} & set(done) and _mostly(table, first, at, is_units):
            done[at] = "lead"
    return tuple(done)


def _by_cells(table: Table, is_units: Fits, is_time: Fits) -> tuple[tuple[Column | None, ...], int] | None:
    """Return the columns of a table whose headings say nothing, or that has none."""
    width = len(table.rows[0])
    times = [at for at in range(width) if _mostly(table, 0, at, is_time)]
    bodies = [at for at in range(width) if at not in times and _mostly(table, 0, at, is_units)]
    free = [at for at in range(width) if at not in times and at not in bodies]
    if not times or not free:
        return None
    task = max(free, key=lambda at: _length(table, at))
    if _length(table, task) < _SHORTEST_TASK:
        return None
    columns: list[Column | None] = [None] * width
    columns[task] = "task"
    columns[times[-1]] = "time"
    for at, role in zip(bodies, ("lead", "cooperating"), strict=False):
        columns[at] = "lead" if role == "lead" else "cooperating"
    if free[0] == 0 and task != 0:
        columns[0] = "number"
    first = next(at for at, row in enumerate(table.rows) if is_time(row[times[-1]].text))
    return tuple(columns), first


def _is_marked(table: Table, first: int, at: int) -> bool:
    texts = {row[at].text for row in table.rows[first:] if len({cell.origin for cell in row}) > 1}
    return texts <= MARKS | {""}


def _mostly(table: Table, first: int, at: int, fits: Fits) -> bool:
    """Tell whether most cells of a column are of one kind; the headings above may be among them."""
    texts = [row[at].text for row in table.rows[first : first + _MOST_LOOKED_AT]
             if row[at].text and len({cell.origin for cell in row}) > 1]  # fmt: skip
    right = sum(fits(text) for text in texts)
    return right >= _FEWEST_CELLS and 3 * right >= 2 * (len(texts) - 1)


def _length(table: Table, at: int) -> float:
    texts = [row[at].text for row in table.rows[:_MOST_LOOKED_AT] if row[at].text]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def repeats_heading(values: Sequence[str]) -> bool:
    """Tell whether a row repeats the headings, as on a new page."""
    named = [value for value in values if value]
    return (
        len(named) >= 3
        and sum(_meaning(value) is not None for value in named) >= len(named) - 1
        and all(len(value) < 40 for value in named)
    )


def _is_heading(cells: Sequence[Cell]) -> int:
    """Count the different columns that a row of headings would name."""
    texts = {cell.origin: cell.text for cell in cells if cell.text}
    if any(len(text) > _LONGEST_HEADING for text in texts.values()):
        return 0
    return len({column for text in texts.values() if (column := _meaning(text))})


def _goes_on(above: Sequence[Sequence[Cell]], row: Sequence[Cell], is_time: Fits) -> bool:
    """Tell whether a row is the second line of the headings: it stands below a merged heading."""
    shared = sum(cell.origin == other.origin for cell, other in zip(row, above[-1], strict=False))
    own = [cell.text for cell, other in zip(row, above[-1], strict=False) if cell.origin != other.origin]
    split = len({cell.origin for cell in above[-1]}) < len(above[-1])
    named = [text for text in own if text]
    return (
        bool(named)
        and (shared > 0 or split)
        and all(_meaning(text) or len(text) < 25 for text in named)
        and any(_meaning(text) or (shared > 0 and split and is_time(text)) for text in named)
    )


def _column_of(rows: Sequence[Sequence[Cell]], at: int) -> Column | None:
    texts = list(dict.fromkeys(row[at].text for row in rows if row[at].text))
    if len(texts) > 1 and _meaning(texts[0]) == "note":
        return "note"  # "Văn bản giao nhiệm vụ": its number, its day
    for text in reversed(texts):  # the lower heading is the closer one
        if column := _meaning(text):
            return column
    return _meaning(" ".join(texts))


def _meaning(text: str) -> Column | None:
    folded = " ".join(fold(text).replace("\n", " ").strip(" .:()").split())
    if not folded or len(folded) > _LONGEST_HEADING:
        return None
    return next((column for column, pattern in _HEADINGS if re.fullmatch(pattern, folded)), None)


def _with_task(columns: tuple[Column | None, ...], table: Table, first: int) -> tuple[Column | None, ...]:
    """Let the column with the longest texts be the tasks where no heading says so."""
    if "task" in columns:
        return columns
    free = [at for at, column in enumerate(columns) if column in {None, "product"}]
    if not free:
        return columns
    longest = max(free, key=lambda at: sum(len(row[at].text) for row in table.rows[first : first + 50]))
    return tuple("task" if at == longest else column for at, column in enumerate(columns))
