"""Reading units.yaml, the units and classes that are shipped with a plan."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from plan_data.problems import InputError, InputProblem
from plan_data.units.directory import UnitDirectory
from plan_data.units.spellings import administrative_unit
from plan_data.units.unit import COMMUNE, DEPARTMENT, DISTRICT, ORGANISATION, PROVINCE, Unit, UnitClass

_Path = tuple[str | int, ...]
_Text = Annotated[str, Field(min_length=1, max_length=200)]
_Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,32}$")]


_ADVICE: Mapping[str, str] = {
    "missing": "Thiếu mục này. Hãy thêm vào.",
    "extra_forbidden": "Không có mục nào tên như vậy. Hãy xóa hoặc sửa tên mục.",
    "string_type": "Phải là chữ. Nếu là số, hãy đặt trong ngoặc kép.",
    "string_too_short": "Không được để trống.",
    "string_too_long": "Dài quá 200 ký tự. Hãy rút gọn.",
    "string_pattern_mismatch": "Mã chỉ được gồm chữ không dấu, số, dấu . _ - và tối đa 32 ký tự.",
    "tuple_type": "Phải là một danh sách.",
    "model_type": "Phải là các mục có tên và giá trị.",
    "literal_error": "Cấp phải là district hoặc commune.",
}


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _Place(_Shape):
    """A province or district: ``name`` is the place's own name."""

    code: _Code
    kind: _Text
    name: _Text
    other_codes: tuple[_Code, ...] = ()
    aliases: tuple[_Text, ...] = ()

    def unit(self, level: str, parent_code: str | None) -> Unit:
        made = administrative_unit(level, self.code, self.kind, self.name, parent_code)
        return replace(made, aliases=self.aliases, other_codes=self.other_codes)


class _Commune(_Place):
    """A commune, below a district of the file or, since 2025, directly below the province."""

    parent: _Code | None = None


class _Body(_Shape):
    """A department or organisation: ``name`` is the full name, ``parent`` a place other than the province."""

    code: _Code
    kind: _Text
    name: _Text
    short_name: _Text | None = None
    aliases: tuple[_Text, ...] = ()
    parent: _Code | None = None

    def unit(self, level: str, province_code: str) -> Unit:
        short_name = self.short_name or self.name
        parent_code = self.parent or province_code
        return Unit(self.code, self.name, short_name, self.kind, level, parent_code, self.aliases)


class _Class(_Shape):
    code: _Code
    name: _Text
    aliases: tuple[_Text, ...] = ()
    level: Literal["district", "commune"] | None = None
    members: tuple[_Code, ...] = ()


class _File(_Shape):
    province: _Place
    bodies: tuple[_Body, ...] = ()
    organisations: tuple[_Body, ...] = ()
    districts: tuple[_Place, ...] = ()
    communes: tuple[_Commune, ...] = ()
    classes: tuple[_Class, ...] = ()

    def units(self) -> Iterator[tuple[_Path, Unit]]:
        """Yield each unit with its place in the file."""
        top = self.province.code
        yield ("province",), self.province.unit(PROVINCE, None)
        for at, body in enumerate(self.bodies):
            yield ("bodies", at), body.unit(DEPARTMENT, top)
        for at, body in enumerate(self.organisations):
            yield ("organisations", at), body.unit(ORGANISATION, top)
        for at, district in enumerate(self.districts):
            yield ("districts", at), district.unit(DISTRICT, top)
        for at, commune in enumerate(self.communes):
            yield ("communes", at), commune.unit(COMMUNE, commune.parent or top)

    def parents(self) -> Iterator[tuple[_Path, str]]:
        """Yield each parent that the file names, with its place in the file."""
        named = [(("bodies", at), one.parent) for at, one in enumerate(self.bodies)]
        named += [(("organisations", at), one.parent) for at, one in enumerate(self.organisations)]
        named += [(("communes", at), one.parent) for at, one in enumerate(self.communes)]
        for place, parent in named:
            if parent:
                yield (*place, "parent"), parent


def read_units_file(path: Path) -> UnitDirectory:
    """Read a units.yaml: a province, its bodies, organisations, districts and communes, and their classes.

    Raises InputError with everything that is wrong, each problem with its line, and OSError when the file
    cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError((_unreadable(None),)) from None
    return read_units_text(text)


def read_units_text(text: str) -> UnitDirectory:
    """Read the content of a units.yaml. Raises InputError like ``read_units_file``."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.SafeLoader("").construct_document(root) if root is not None else {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError((_unreadable(mark.line + 1 if isinstance(mark, yaml.Mark) else None),)) from error
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        raise InputError(tuple(_shape_problems(error, root))) from error
    if problems := tuple(_meaning_problems(file, root)):
        raise InputError(problems)
    classes = (UnitClass(one.code, one.name, one.aliases, one.level, one.members) for one in file.classes)
    return UnitDirectory((unit for _, unit in file.units()), classes)


def _unreadable(line: int | None) -> InputProblem:
    return InputProblem(line, "", "Không đọc được YAML. Hãy sửa cú pháp ở gần dòng này.")


def _shape_problems(error: ValidationError, root: yaml.Node | None) -> Iterator[InputProblem]:
    for mistake in error.errors(include_url=False):
        advice = _ADVICE.get(
            mistake["type"], "Giá trị không hợp lệ. Hãy xem các mục khác trong tệp để sửa theo."
        )
        where = ".".join(map(str, mistake["loc"]))
        yield InputProblem(_line(root, mistake["loc"]), where, advice)


def _meaning_problems(file: _File, root: yaml.Node | None) -> Iterator[InputProblem]:
    used: dict[str, str] = {}
    units = [(place, (unit.code, *unit.other_codes), unit.name) for place, unit in file.units()]
    classes = [(("classes", at), one) for at, one in enumerate(file.classes)]
    for place, codes, name in (*units, *((place, (one.code,), one.name) for place, one in classes)):
        for code in codes:
            if code in used:
                message = f"Mã “{code}” đã dùng cho “{used[code]}”. Hãy đặt mã khác cho “{name}”."
                yield InputProblem(_line(root, place), "code", message)
            used.setdefault(code, name)
    unit_codes = {code for _, codes, _ in units for code in codes}
    places = {unit.code for _, unit in file.units() if unit.level in {PROVINCE, DISTRICT, COMMUNE}}
    for place, code in file.parents():
        above = places - {one.code for one in file.communes} if place[0] == "communes" else places
        if code not in above:
            message = f"Mã “{code}” không phải của một địa bàn ở trên. Hãy sửa mã hoặc bỏ mục này."
            yield InputProblem(_line(root, place), "parent", message)
    for place, one in classes:
        if (one.level is None) == (not one.members):
            message = f"Nhóm “{one.name}” phải có đúng một trong hai: level hoặc members."
            yield InputProblem(_line(root, place), "members", message)
        for at, code in enumerate(one.members):
            if code not in unit_codes:
                message = f"Không có đơn vị nào mang mã “{code}”. Hãy sửa mã hoặc thêm đơn vị đó."
                yield InputProblem(_line(root, (*place, "members", at)), "members", message)


def _line(node: yaml.Node | None, place: _Path) -> int | None:
    """Return the line of the value at ``place``, or of the nearest thing around it."""
    if node is None:
        return None
    for step in place:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1
