"""Reading a plan file: everything wrong with it at once, each mistake with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from plan_data.deadlines import DeadlineContext
from plan_data.plan_file.excel_read import in_columns, is_workbook, read_workbook
from plan_data.plan_file.meaning import meaning_problems
from plan_data.plan_file.mistakes import place_of, shape_problems
from plan_data.plan_file.shape import Obligation, Plan
from plan_data.plan_file.yaml_tree import YamlTree, read_yaml
from plan_data.problems import InputError, InputProblem
from plan_data.secrecy import SecretDocumentError, refuse_secret
from plan_data.units import UnitDirectory, read_units_file

MAX_BYTES: Final = 4 * 1024 * 1024
_MOST_PROBLEMS: Final = 100


class PlanFileError(InputError):
    """A plan file cannot be used; ``problems`` lists everything wrong with it, at least one."""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What came out of a plan file.

    ``plan`` is None exactly when there are ``problems``. ``directory`` holds the units that the plan's codes
    were looked up in, None when it names no file of units. ``warnings`` are readings that a person should
    look at: a phrase that gives no day, a phrase that was read with a reservation.
    """

    plan: Plan | None
    directory: UnitDirectory | None
    problems: tuple[InputProblem, ...]
    warnings: tuple[InputProblem, ...]


def read_plan(path: Path, directory: UnitDirectory | None = None) -> Plan:
    """Return the plan in the YAML file ``path``. Raises PlanFileError with all problems.

    Codes of units are looked up in ``directory``, or in the file beside the plan that its ``units`` names.
    """
    reading = examine_plan(path, directory)
    if reading.plan is None:
        raise PlanFileError(reading.problems)
    return reading.plan


def check_plan(path: Path, directory: UnitDirectory | None = None) -> tuple[InputProblem, ...]:
    """Return everything that keeps ``path`` from being used as a plan; nothing when it can be used."""
    return examine_plan(path, directory).problems


def examine_plan(path: Path, directory: UnitDirectory | None = None) -> PlanReading:
    """Read the plan in ``path``, YAML or Excel; say what is wrong and what is doubtful. Raises nothing."""
    try:
        return _examine(_content_of(path), directory, path)
    except InputError as error:
        return PlanReading(None, directory, error.problems, ())


def examine_content(content: bytes, directory: UnitDirectory) -> PlanReading:
    """Like :func:`examine_plan` for a file that came alone, with no file of units beside it.

    :raises SecretDocumentError: the file is marked secret.
    """
    try:
        return _examine(_small_enough(content), directory)
    except SecretDocumentError:
        raise
    except InputError as error:
        return PlanReading(None, directory, error.problems, ())


def _examine(content: bytes, directory: UnitDirectory | None, path: Path | None = None) -> PlanReading:
    """Read a plan; what its units are looked up in may stand beside ``path``. Raises InputError."""
    if is_workbook(content):
        return _examine_workbook(content, directory)
    text = _text_of(content)
    refuse_secret(text.splitlines())
    tree = read_yaml(text)
    refuse_secret(tree.texts())
    if not isinstance(tree.root, dict):
        return PlanReading(None, directory, (_no_plan(tree),), ())
    problems: list[InputProblem] = []
    if directory is None and path is not None:
        directory, problems = _units_beside(path, tree)
    return _examine_tree(tree, directory, problems)


def _examine_workbook(content: bytes, directory: UnitDirectory | None) -> PlanReading:
    """Read a workbook; its own sheet of units goes before ``directory``. Raises InputError."""
    workbook = read_workbook(content, directory)
    reading = _examine_tree(workbook.tree, workbook.directory or directory, list(workbook.problems))
    return replace(
        reading,
        problems=tuple(map(in_columns, reading.problems)),
        warnings=tuple(map(in_columns, reading.warnings)),
    )


def _examine_tree(
    tree: YamlTree, directory: UnitDirectory | None, problems: list[InputProblem]
) -> PlanReading:
    plan: Plan | None = None
    try:
        plan = Plan.model_validate(tree.root)
    except ValidationError as error:
        problems += _first(shape_problems(error, tree))
    problems += _first(meaning_problems(tree, directory))
    if problems or plan is None:
        return PlanReading(None, directory, _in_order(problems), ())
    return PlanReading(plan, directory, (), tuple(_doubts(plan, tree)))


def _content_of(path: Path) -> bytes:
    """Return the content of a file of at most MAX_BYTES. Raises PlanFileError."""
    try:
        if path.is_dir():
            raise _error(None, f"“{path}” là thư mục. Hãy chỉ tới tệp kế hoạch trong đó.")
        if not path.exists():
            raise _error(None, f"Không có tệp “{path}”. Hãy xem lại tên tệp và thư mục.")
        if not path.is_file():
            raise _error(None, f"“{path}” không phải là một tệp thường. Hãy chỉ tới tệp kế hoạch.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, PlanFileError):
            raise
        raise _error(None, f"Không mở được “{path}”. Hãy xem lại tên tệp và quyền đọc tệp.") from None
    return _small_enough(content)


def _small_enough(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        raise _error(None, f"Tệp lớn quá {most} MB. Hãy kiểm tra xem có đúng là tệp kế hoạch không.")
    return content


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _error(line, "Tệp không ở bảng mã UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.") from None


def _units_beside(path: Path, tree: YamlTree) -> tuple[UnitDirectory | None, list[InputProblem]]:
    """Return the units that the plan names, or what is wrong with their file."""
    name = tree.text(("units",))
    if not name or Path(name).name != name:  # a name with folders in it does not fit the shape either
        return None, []
    try:
        return read_units_file(path.parent / name), []
    except InputError as error:
        where = (f"{name}, dòng {one.line}" if one.line else name for one in error.problems)
        line = tree.line(("units",))
        return None, [
            InputProblem(line, place, f"{one.where}: {one.message}" if one.where else one.message)
            for place, one in zip(where, error.problems, strict=True)
        ]
    except (OSError, ValueError):
        sentence = f"Không mở được tệp đơn vị “{name}” cạnh tệp kế hoạch. Hãy xem lại tên tệp."
        return None, [InputProblem(tree.line(("units",)), "units", sentence)]


def _no_plan(tree: YamlTree) -> InputProblem:
    if tree.root is None:
        return InputProblem(None, "", "Tệp không có nội dung. Hãy ghi kế hoạch vào tệp.")
    sentence = "Tệp không có dạng của kế hoạch. Hãy bắt đầu bằng các dòng như “code: ten-ke-hoach-2018”."
    return InputProblem(1, "", sentence)


def _in_order(problems: list[InputProblem]) -> tuple[InputProblem, ...]:
    ordered = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    if len(ordered) <= _MOST_PROBLEMS:
        return ordered
    last = InputProblem(None, "", "Còn lỗi nữa. Hãy sửa các lỗi trên rồi kiểm tra lại.")
    return (*ordered[:_MOST_PROBLEMS], last)


def _first(problems: Iterator[InputProblem]) -> Iterator[InputProblem]:
    """Stop soon after what will be shown: looking for the unit that was meant takes time."""
    return islice(problems, _MOST_PROBLEMS + 1)


def _doubts(plan: Plan, tree: YamlTree) -> Iterator[InputProblem]:
    context = plan.deadline_context()
    for at, obligation in enumerate(plan.obligations):
        path = ("obligations", at, "deadline")
        for sentence in _doubts_of(obligation, context):
            yield InputProblem(tree.line(path), place_of(path, tree), sentence)


def _doubts_of(obligation: Obligation, context: DeadlineContext) -> Iterator[str]:
    phrase = obligation.deadline
    if phrase is None:
        return
    deadlines = obligation.deadlines(context)
    notes = tuple(dict.fromkeys(one.note for one in deadlines if one.note))
    if all(one.starts_on is None and one.due_on is None for one in deadlines):
        dateless = f"“{phrase}” không cho ngày nào; nghĩa vụ được xếp vào loại không có hạn."
        yield " ".join((dateless, *notes))
    else:
        yield from notes
    if phrase.casefold() not in obligation.sentence.casefold():
        yield f"Trong câu nguyên văn không có “{phrase}”. Hãy xem lại cụm từ thời hạn."


def _error(line: int | None, message: str) -> PlanFileError:
    return PlanFileError((InputProblem(line, "", message),))
