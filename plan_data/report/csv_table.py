"""The table of duties as CSV for other programs.

UTF-8 with a byte order mark, or Excel garbles Vietnamese. A text that a spreadsheet would run as a formula
gets an apostrophe before it (OWASP ASVS 1.2.10).
"""

import csv
from datetime import date
from io import StringIO

from plan_data.report.plan_report import PlanReport
from plan_data.report.table import COLUMNS, NUMBER_TITLE, Value, table_rows

_FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")  # full-width forms count as well


def csv_bytes(report: PlanReport) -> bytes:
    """The table with its head, lines ended as RFC 4180 says."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((NUMBER_TITLE, *(column.title for column in COLUMNS)))
    writer.writerows([_written(value) for value in row] for row in table_rows(report))
    return stream.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case str():
            text = value.replace("\0", "")
            return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
        case _:
            return str(value)
