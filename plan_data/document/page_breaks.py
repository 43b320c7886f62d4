"""Tables that the end of a page has cut: a row that goes on there is made whole again."""

from dataclasses import replace

from plan_data.document.blocks import Block, Cell, Table


def add_table(blocks: list[Block], table: Table) -> None:
    """Add a table; its first row joins the last row before it where the page's end has cut that row."""
    before = blocks[-1] if blocks else None
    if isinstance(before, Table) and before.rows and len(before.rows[0]) == len(table.rows[0]):
        repeats_heading = _texts(table, 0) == _texts(before, 0)
        first = 1 if repeats_heading else 0
        if len(table.rows) > first and _goes_on(before, table, first):
            blocks[-1] = _completed(before, table.rows[first])
            table = replace(table, rows=table.rows[:first] + table.rows[first + 1 :])
    if table.rows:
        blocks.append(table)


def _goes_on(before: Table, table: Table, at: int) -> bool:
    """Tell whether a row has no number of its own, where the rows before it have one."""
    first = table.rows[at][0].text
    numbered = any(row[0].text[:1].isdigit() for row in before.rows)
    return not first and numbered and len({cell.origin for cell in table.rows[at]}) > 1


def _completed(table: Table, more: tuple[Cell, ...]) -> Table:
    last = tuple(
        replace(cell, text=f"{cell.text}\n{other.text}".strip())
        for cell, other in zip(table.rows[-1], more, strict=True)
    )
    return replace(table, rows=(*table.rows[:-1], last))


def _texts(table: Table, at: int) -> list[str]:
    return [cell.text for cell in table.rows[at]]
