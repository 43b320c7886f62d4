"""A file that somebody sent: a plan to load, a document to draft a plan from, or neither."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field

from plan_data.document.blocks import Document, Table
from plan_data.document.draft import draft_of
from plan_data.document.head import Head, read_head
from plan_data.document.plan_of_draft import plan_of
from plan_data.document.read import read_document
from plan_data.document.secrecy import SecretDocumentError, refuse_secret
from plan_data.document.standard_units import TWO_LEVELS_SINCE
from plan_data.document.summary import NOTHING_FOUND, doubtful_rows
from plan_data.plan_file import Plan, examine_content
from plan_data.plan_file.excel_layout import CLASSES, OBLIGATIONS, PLAN, TARGETS, UNITS
from plan_data.plan_file.excel_write import plan_workbook
from plan_data.problems import InputError, InputProblem
from plan_data.units import Unit, UnitClass, UnitDirectory, fold
from plan_data.units.unit import DISTRICT, PROVINCE

_PLAN_IN_YAML: Final = re.compile(rb"^obligations:", re.MULTILINE)
_OTHER_SHEETS: Final = frozenset({PLAN, UNITS, CLASSES, TARGETS})


class Units(BaseModel, frozen=True):
    """A directory of units as data."""

    units: tuple[Unit, ...] = ()
    classes: tuple[UnitClass, ...] = ()

    @classmethod
    def of(cls, directory: UnitDirectory) -> "Units":
        return cls(units=directory.units, classes=directory.classes)

    def directory(self) -> UnitDirectory:
        return UnitDirectory(self.units, self.classes)


class Drafted(BaseModel, frozen=True, ser_json_bytes="base64", val_json_bytes="base64"):
    """A document was read as far as possible: a workbook to correct, and what to look at in it.

    ``confident`` counts obligations by "cao", "vừa", "thấp"; ``doubtful`` and ``missed`` are sentences about
    single places, in Vietnamese like the document.
    """

    kind: Literal["drafted"] = "drafted"
    code: str
    title: str
    has_year: bool
    obligations: int
    dated: int
    confident: dict[str, int]
    new_units: tuple[str, ...]
    doubtful: tuple[str, ...]
    missed: tuple[str, ...]
    workbook: bytes


class ReceivedPlan(BaseModel, frozen=True):
    """A plan without mistakes; ``units`` are those that came with it, none where it uses the known ones.

    ``warnings`` are readings that a person should look at, in Vietnamese.
    """

    kind: Literal["plan"] = "plan"
    plan: Plan
    units: Units = Units()
    warnings: tuple[InputProblem, ...] = ()


class Unusable(BaseModel, frozen=True):
    """Nothing can be done with the file: why, in Vietnamese. ``is_plan``: it is a plan, with mistakes."""

    kind: Literal["unusable"] = "unusable"
    problems: tuple[InputProblem, ...]
    is_plan: bool = False
    is_secret: bool = False


Received = Annotated[Drafted | ReceivedPlan | Unusable, Field(discriminator="kind")]


def read_received(content: bytes, name: str, known: UnitDirectory) -> Drafted | ReceivedPlan | Unusable:
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
    refuse_secret(_texts(reading.plan))
    own = reading.directory if reading.directory is not known else None
    return ReceivedPlan(plan=reading.plan, units=Units.of(own) if own else Units(), warnings=reading.warnings)


def _texts(plan: Plan) -> Iterator[str]:
    yield from (plan.title, plan.number or "")
    for obligation in plan.obligations:
        yield from (obligation.title, *obligation.sentence.splitlines(), obligation.note or "")


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
