"""What became of a file that somebody sent: a plan to load, a draft of one, or neither."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field, TypeAdapter

from plan_data.plan_file import Plan
from plan_data.problems import InputProblem
from plan_data.units import Unit, UnitClass, UnitDirectory


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


Received = Drafted | ReceivedPlan | Unusable
RECEIVED: Final[TypeAdapter[Received]] = TypeAdapter(Annotated[Received, Field(discriminator="kind")])


class ReadingRequest(BaseModel, frozen=True):
    """What the process that reads gets before the file; ``known`` are the units in the database.

    ``seconds`` is how much time of the processor it may take.
    """

    name: str
    known: Units
    seconds: float
