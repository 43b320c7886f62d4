"""Reading a file that somebody sent, whatever it is.

``python -m plan_data.document.read_received`` does so in a process of its own, which
:mod:`plan_data.document.reading_process` starts: a line of JSON (:class:`ReadingRequest`) and then the file
come in by standard input, what was read goes out by standard output.
"""

import re
import resource
import sys
from collections import Counter
from pathlib import PurePath
from typing import Final

from plan_data.document.blocks import Document, Table
from plan_data.document.draft import draft_of
from plan_data.document.head import Head, read_head
from plan_data.document.plan_of_draft import plan_of
from plan_data.document.read import read_document
from plan_data.document.received import (
    RECEIVED,
    Drafted,
    ReadingRequest,
    Received,
    ReceivedPlan,
    Units,
    Unusable,
)
from plan_data.document.standard_units import TWO_LEVELS_SINCE
from plan_data.document.summary import NOTHING_FOUND, doubtful_rows
from plan_data.plan_file import examine_content
from plan_data.plan_file.excel_layout import CLASSES, OBLIGATIONS, PLAN, TARGETS, UNITS
from plan_data.plan_file.excel_write import plan_workbook
from plan_data.problems import InputError, InputProblem
from plan_data.secrecy import SecretDocumentError
from plan_data.units import UnitDirectory, fold
from plan_data.units.unit import DISTRICT, PROVINCE

MOST_MEMORY: Final = 768 * 1024 * 1024
"""Of address space: a PDF of 600 pages takes 300 MB. The service's MemoryMax leaves room for it."""
_PLAN_IN_YAML: Final = re.compile(rb"^obligations:", re.MULTILINE)
_OTHER_SHEETS: Final = frozenset({PLAN, UNITS, CLASSES, TARGETS})


def read_received(content: bytes, name: str, known: UnitDirectory) -> Received:
    """Read a file of any kind; ``known`` are the units in the database. Raises nothing.

    A workbook with the sheets of a draft, or YAML of a plan, is a plan; anything else is drafted from.
    """
    try:
        document = read_document(content, name)
        if _is_plan(document, content, name):
            return _plan(content, known)
        return _drafted(document, known)
    except SecretDocumentError as error:
        return Unusable(problems=error.problems, is_secret=True)
    except InputError as error:
        return Unusable(problems=error.problems)


def _is_plan(document: Document, content: bytes, name: str) -> bool:
    sheets = {block.name for block in document.blocks if isinstance(block, Table)}
    if OBLIGATIONS in sheets and sheets & _OTHER_SHEETS:
        return True
    is_text = not any(isinstance(block, Table) and block.name for block in document.blocks)
    return is_text and (
        PurePath(name).suffix.lower() in {".yaml", ".yml"} or _PLAN_IN_YAML.search(content) is not None
    )


def _plan(content: bytes, known: UnitDirectory) -> ReceivedPlan | Unusable:
    reading = examine_content(content, known)
    if reading.plan is None:
        return Unusable(problems=reading.problems, is_plan=True)
    own = reading.directory if reading.directory is not known else None
    return ReceivedPlan(plan=reading.plan, units=Units.of(own) if own else Units(), warnings=reading.warnings)


def _drafted(document: Document, known: UnitDirectory) -> Drafted | Unusable:
    draft = draft_of(document, _fitting(known, read_head(document)))
    if not draft.rows:
        return Unusable(problems=(InputProblem(None, "", NOTHING_FOUND),))
    plan, remarks = plan_of(draft)
    return Drafted(
        code=plan.code,
        title=plan.title,
        has_year=draft.head.year is not None,
        obligations=len(draft.rows),
        dated=draft.dated,
        confident=Counter(row.confidence for row in draft.rows),
        new_units=tuple(f"{unit.name} ({unit.code})" for unit in draft.proposed),
        doubtful=tuple(doubtful_rows(draft)),
        missed=draft.missed,
        workbook=plan_workbook(plan, draft.directory, remarks),
    )


def _fitting(known: UnitDirectory, head: Head) -> UnitDirectory | None:
    """The known units where the document is of their province and time; then codes are those in use."""
    issuer = head.issuer
    if issuer is None or issuer.level != PROVINCE:
        return None
    is_theirs = any(
        unit.level == PROVINCE and fold(unit.short_name) == fold(issuer.name) for unit in known.units
    )
    has_districts = any(unit.level == DISTRICT for unit in known.units)
    return known if is_theirs and not (has_districts and (head.year or 0) >= TWO_LEVELS_SINCE) else None


def main() -> None:
    """Read one file from standard input, within bounds that hold even when nobody is left to end this."""
    request = ReadingRequest.model_validate_json(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    seconds = int(request.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    received = read_received(sys.stdin.buffer.read(), request.name, request.known.directory())
    sys.stdout.buffer.write(RECEIVED.dump_json(received))


if __name__ == "__main__":
    main()
