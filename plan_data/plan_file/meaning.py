"""What fits the shape of a plan and still cannot be right: codes that repeat, or that nobody has."""

from collections.abc import Iterator

from plan_data.plan_file.mistakes import place_of
from plan_data.plan_file.yaml_tree import Path, YamlTree, shortened
from plan_data.problems import InputProblem
from plan_data.units import UnitDirectory, fold

_UNIT_LISTS = ("lead", "cooperating", "report_to")
_SINGLE_UNITS = ("via", "confirm_by")


def meaning_problems(tree: YamlTree, directory: UnitDirectory | None) -> Iterator[InputProblem]:
    """Yield the problems of codes in ``tree``, also where other parts of it do not fit the shape.

    Without ``directory`` the codes of units are not looked up.
    """
    obligations = tree.items(("obligations",))
    codes: dict[str, int | None] = {}
    for path in obligations:
        yield from _repeated_code((*path, "code"), tree, codes)
    for target in tree.items(("targets",)):
        for path in tree.items((*target, "obligations")):
            code = tree.text(path)
            if code and code.casefold() not in codes:
                yield _problem(path, tree, f"Không có nghĩa vụ nào mang mã “{shortened(code)}”. Hãy sửa mã.")
    if directory is not None:
        for path in obligations:
            yield from _unknown_units(path, tree, directory)


def _repeated_code(path: Path, tree: YamlTree, lines: dict[str, int | None]) -> Iterator[InputProblem]:
    """Codes that differ only in case count as the same: officials type them on a phone."""
    code = tree.text(path)
    if not code:
        return
    if code.casefold() in lines:
        where = lines[code.casefold()]
        yield _problem(path, tree, f"Mã “{shortened(code)}” đã dùng ở dòng {where}. Hãy đặt mã khác.")
    else:
        lines[code.casefold()] = tree.line(path)


def _unknown_units(obligation: Path, tree: YamlTree, directory: UnitDirectory) -> Iterator[InputProblem]:
    for name in _UNIT_LISTS:
        for path in tree.items((*obligation, name)):
            code = tree.text(path)
            if code and directory.get(code) is None and directory.get_class(code) is None:
                yield _problem(path, tree, _unknown(code, directory))
    for name in _SINGLE_UNITS:
        path = (*obligation, name)
        code = tree.text(path)
        if not code or directory.get(code) is not None:
            continue
        if directory.get_class(code) is not None:
            sentence = f"“{shortened(code)}” là một nhóm đơn vị. Hãy ghi mã của đúng một đơn vị."
            yield _problem(path, tree, sentence)
        else:
            yield _problem(path, tree, _unknown(code, directory))


def _unknown(code: str, directory: UnitDirectory) -> str:
    sentence = f"Không có đơn vị hay nhóm đơn vị nào mang mã “{shortened(code)}”."
    folded = fold(code)
    classes = (one.code for one in directory.classes if folded in {fold(one.code), fold(one.name)})
    near = next(classes, None) or next((match.unit.code for match in directory.search(code, limit=1)), None)
    return f"{sentence} Có phải là “{near}”?" if near else f"{sentence} Hãy thêm đơn vị này vào tệp đơn vị."


def _problem(path: Path, tree: YamlTree, sentence: str) -> InputProblem:
    return InputProblem(tree.line(path), place_of(path, tree), sentence)
