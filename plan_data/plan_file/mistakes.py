"""Vietnamese sentences for what does not fit the shape of a plan: what is wrong and what to do."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plan_data.plan_file.shape import Obligation, Plan, Target
from plan_data.plan_file.yaml_tree import Path, YamlTree, shortened
from plan_data.problems import InputProblem

_MODELS: Final[Mapping[str, type[BaseModel]]] = {"obligations": Obligation, "targets": Target}

_SENTENCES: Final[Mapping[str, str]] = {
    "string_type": "Chỗ này phải là chữ",
    "string_too_short": "Đang để trống",
    "string_too_long": "Dài quá {max_length} ký tự. Hãy rút gọn",
    "string_pattern_mismatch": "“{input}” có ký tự không dùng được",
    "tuple_type": "Chỗ này phải là danh sách",
    "too_short": "Danh sách đang trống",
    "too_long": "Danh sách dài quá {max_length} mục",
    "model_type": "Chỗ này phải gồm các dòng như “code: GN-01”. Hãy xem lại thụt đầu dòng",
    "mapping_type": "Chỗ này phải gồm các dòng “tên: ngày”",
    "literal_error": "Chỉ được ghi {expected}",
    "int_parsing": "“{input}” không phải là số nguyên",
    "int_type": "Chỗ này phải là số nguyên",
    "greater_than_equal": "Phải từ {ge} trở lên",
    "less_than_equal": "Không được quá {le}",
    "date_type": "Chỗ này phải là ngày",
    "date_from_datetime_parsing": "“{input}” không phải là ngày có thật",
    "date_parsing": "“{input}” không phải là ngày có thật",
}


def shape_problems(error: ValidationError, tree: YamlTree) -> Iterator[InputProblem]:
    """Yield one problem for each thing in ``tree`` that does not fit, with its line."""
    for mistake in error.errors(include_url=False):
        path = mistake["loc"]
        if mistake["type"] == "too_short" and tree.items(path):
            continue  # the list is not empty; pydantic counts only the items that fit, and told of the others
        yield InputProblem(tree.line(path), place_of(path, tree), _sentence(mistake, tree))


def place_of(path: Path, tree: YamlTree) -> str:
    """Return how people call the part at ``path``: "GN-04, lead, mục 2"."""
    names: list[str] = []
    rest = path
    if len(path) >= 2 and path[0] == "obligations":
        code = tree.text((*path[:2], "code"))
        names, rest = [shortened(code, 20) if code else f"nghĩa vụ thứ {int(path[1]) + 1}"], path[2:]
    elif len(path) >= 2 and path[0] == "targets":
        names, rest = [f"chỉ tiêu thứ {int(path[1]) + 1}"], path[2:]
    return ", ".join(
        [*names, *(f"mục {step + 1}" if isinstance(step, int) else shortened(step) for step in rest)]
    )


def _sentence(mistake: ErrorDetails, tree: YamlTree) -> str:
    kind, path = mistake["type"], mistake["loc"]
    context: Mapping[str, object] = mistake.get("ctx", {})
    if kind == "missing":
        return f"Thiếu trường “{path[-1]}”.{_example(path)}"
    if kind == "extra_forbidden":
        return _unknown_field(path)
    if kind == "value_error":
        return str(context["error"])
    text = tree.text(path)
    if text is not None and kind in {"too_short", "too_long"}:
        kind = f"string_{kind}"
    told = {**context, "input": shortened(text or "")}
    if "expected" in told:
        told["expected"] = str(told["expected"]).replace("'", "").replace(" or ", " hoặc ")
    sentence = _SENTENCES.get(kind, "Giá trị không dùng được").format_map(told)
    return f"{sentence}.{_example(path)}"


def _unknown_field(path: Path) -> str:
    fields = _model_around(path).model_fields
    name = str(path[-1])
    near = get_close_matches(name[:60].casefold(), fields, n=1, cutoff=0.7)
    advice = f"Có phải là “{near[0]}”?" if near else f"Hãy xóa, hoặc dùng một trong: {', '.join(fields)}."
    return f"Không có trường “{shortened(name)}”. {advice}"


def _example(path: Path) -> str:
    """Return " Ví dụ: lead: [SLDTBXH]" for the field that ``path`` leads to, or nothing."""
    for length in range(len(path), 0, -1):
        name = path[length - 1]
        found = _model_around(path[:length]).model_fields.get(name) if isinstance(name, str) else None
        if found:
            return f" Ví dụ: {name}: {found.examples[0]}" if found.examples else ""
    return ""


def _model_around(path: Path) -> type[BaseModel]:
    """Return the model that the last step of ``path`` is a field of."""
    if len(path) >= 3 and isinstance(path[0], str):
        return _MODELS.get(path[0], Plan)
    return Plan
