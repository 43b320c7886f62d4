"""The units of any province, for documents without a list: with districts, or without since 2025."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import yaml

from plan_data.document.blocks import Document
from plan_data.document.head import Head, Place
from plan_data.problems import InputError, InputProblem
from plan_data.units import Unit, UnitDirectory, fold
from plan_data.units.unit import PROVINCE
from plan_data.units.units_file import read_units_text

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
# Names of one of the two orders only. The departments were merged in March 2025, districts ended in July.
_OLD_NAMES: Final = (
    "sở lao động", "sở kế hoạch và đầu tư", "sở thông tin và truyền thông", "sở tài nguyên",
    "cấp huyện", "sở giao thông", "nông nghiệp và phát triển nông thôn", "các huyện", "thị xã",
    "thị trấn", "sở lđ", "sở tn", "sở kh&đt", "sở nn&pt",
)  # fmt: skip
_NEW_NAMES: Final = (
    "nông nghiệp và môi trường", "sở dân tộc và tôn giáo", "đặc khu", "02 cấp", "2 cấp", "hai cấp",
    "các xã, phường", "xã, phường", "sở nn&mt", "phục vụ hành chính công", "sở nnmt",
)  # fmt: skip
TWO_LEVELS_SINCE: Final = 2025


def standard_directory(head: Head, document: Document | None = None) -> UnitDirectory:
    """Return the usual units of the province, or of the district or commune, that issued the document."""
    two_levels = _has_two_levels(head, document.lines() if document else ())
    return read_units_text(units_template(head.issuer, head.province, two_levels=two_levels))


def units_template(issuer: Place | None, province: str | None, *, two_levels: bool, places: str = "") -> str:
    """Return a commented units.yaml for the place, to be completed by hand.

    :param issuer: the place that the plan is of; a district or commune brings its own offices.
    :param province: the province's own name, None where it is not known.
    :param places: YAML of the districts and communes below it.
    """
    name = "units-two-levels.yaml" if two_levels else "units-three-levels.yaml"
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    is_city = issuer is not None and issuer.level == "province" and issuer.kind == "thành phố"
    kind = "Thành phố" if is_city else "Tỉnh"
    aliases: tuple[str, ...] = ("UBND tỉnh", "Chủ tịch UBND tỉnh", "Ủy ban tỉnh")
    if is_city:
        aliases = (*aliases, "UBND thành phố", "UBND Thành phố", "Chủ tịch UBND thành phố")
    if issuer is not None and issuer.level != "province":
        places, offices = _own_place(issuer)
        text = text.replace("\norganisations:\n", f"\n{offices}\norganisations:\n", 1)
        text = f"{text.rstrip()}\n\n{_offices_class(issuer)}"
    if is_city:
        start, end = text.index("\nbodies:"), text.index("{places}classes:")
        text = text[:start] + re.sub(r"\btỉnh\b", "thành phố", text[start:end]) + text[end:]
    return (
        text.replace("{province_kind}", kind)
        .replace("{province_name}", _scalar(province or "(chưa rõ)"))
        .replace("{province_aliases}", ", ".join(aliases))
        .replace("{places}", places)
    )


def _own_place(issuer: Place) -> tuple[str, str]:
    """Return the YAML of the issuing place itself and of its offices."""
    commune = issuer.level == "commune"
    code = "UBND-XA" if commune else "UBND-HUYEN"
    aliases = (f"UBND {issuer.kind}", f"Chủ tịch UBND {issuer.kind}")
    key = "communes" if commune else "districts"
    line = (
        f"{key}:\n  - {{code: {code}, kind: {issuer.kind.capitalize()}, name: {_scalar(issuer.name)}, "
        f"aliases: [{', '.join(aliases)}]}}\n\n"
    )
    offices = _TEMPLATES / ("bodies-of-a-commune.yaml" if commune else "bodies-of-a-district.yaml")
    text = offices.read_text(encoding="utf-8").replace("{place}", code)
    return line, text.replace("{kind}", issuer.kind).replace("{Kind}", issuer.kind.capitalize())


def _offices_class(issuer: Place) -> str:
    """Return the class of the place's own offices, as plans name them together."""
    if issuer.level == "commune":
        code = "X-PHONG"
        members = ["X-VP", "X-KT" if issuer.kind == "xã" else "X-KTHT", "X-VHXH", "X-HCC"]
    else:
        code = "H-PHONG"
        members = ["H-VP", "H-NV", "H-TP", "H-TCKH", "H-VHTT", "H-GDDT", "H-TNMT", "H-TTr"]
        members += ["H-NNPTNT", "H-KTHT", "H-LDTBXH"] if issuer.kind == "huyện" else ["H-KT"]
    names = [
        f"các phòng, đơn vị thuộc {issuer.kind}",
        "các phòng, đơn vị",
        "các phòng, ban, ngành",
        "các phòng, ban",
    ]
    names += [
        "các phòng chuyên môn",
        "các phòng",
        "các phòng, ban, đơn vị",
        f"các phòng, ban, ngành {issuer.kind}",
    ]
    names += [
        f"các phòng, ban chuyên môn thuộc UBND {issuer.kind}",
        f"các cơ quan chuyên môn thuộc UBND {issuer.kind}",
    ]
    names += [
        "các phòng, ban, ngành, đoàn thể",
        f"các phòng, ban, đơn vị thuộc {issuer.kind}",
        "các cơ quan, đơn vị",
    ]
    return (
        f"  # Các phòng của {issuer.kind}.\n  - code: {code}\n    name: Các phòng, đơn vị thuộc "
        f"{issuer.kind}\n"
        f"    members: [{', '.join(members)}]\n    aliases:\n"
        + "".join(f"      - {name}\n" for name in names[1:])
    )


def _has_two_levels(head: Head, lines: Iterable[str]) -> bool:
    old = new = 0
    for line in lines:
        folded = line.casefold()
        old += sum(folded.count(name) for name in _OLD_NAMES)
        new += sum(folded.count(name) for name in _NEW_NAMES)
    if head.issuer is not None and head.issuer.kind == "đặc khu":
        return True
    if head.year is not None and head.year != TWO_LEVELS_SINCE:
        return head.year > TWO_LEVELS_SINCE
    return new > old or (head.year is not None and old == new)


def _scalar(text: str) -> str:
    """Return ``text`` as one YAML value."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=1000).strip()


def below_province(given: Sequence[Unit], province: str | None) -> tuple[Unit, ...]:
    """Return the units below the province of this name in ``given``, which then stand below our province.

    A list of one province needs no name. Raises InputError when it is not clear which province is meant.
    """
    provinces = [unit for unit in given if unit.level == PROVINCE]
    named = [unit for unit in provinces if fold(unit.short_name) == fold(province or "")]
    if not provinces:
        return tuple(given)
    if not named and len(provinces) > 1:
        sentence = "Danh sách có nhiều tỉnh, không rõ tỉnh nào. Hãy chỉ giữ các đơn vị của một tỉnh."
        raise InputError((InputProblem(None, "", sentence),))
    top = (named or provinces)[0]
    below = [unit for unit in UnitDirectory(given).subtree(top.code) if unit.code != top.code]
    return tuple(
        replace(unit, parent_code="UBND-TINH") if unit.parent_code == top.code else unit for unit in below
    )
