"""Mistakes in what people hand to the program, told so that they can mend them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One mistake in an input file.

    ``line`` is the line or spreadsheet row, counted from 1, or None where the whole file is meant; ``where``
    names the field or column; ``message`` is a Vietnamese sentence that says what is wrong and what to do.
    """

    line: int | None
    where: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"dòng {self.line}" if self.line else "", self.where) if part)
        return f"{place}: {self.message}" if place else self.message


class InputError(ValueError):
    """An input file cannot be used; ``problems`` lists everything wrong with it, at least one."""

    def __init__(self, problems: tuple[InputProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
