"""The files of a draft and of a new plan: what is written, under which names."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from plan_data.document.draft import Draft
from plan_data.document.head import Place
from plan_data.document.plan_of_draft import plan_of
from plan_data.document.standard_units import units_template
from plan_data.document.yaml_write import places_yaml, plan_yaml, units_yaml
from plan_data.plan_file import Plan
from plan_data.plan_file.excel_write import plan_workbook
from plan_data.units import Unit, UnitDirectory, fold

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"


def draft_files(draft: Draft, path: Path) -> Mapping[Path, bytes]:
    """Return the files to write for ``draft``: a workbook, or a plan with its units beside it."""
    if path.suffix.lower() == ".xlsx":
        plan, remarks = plan_of(draft)
        return {path: plan_workbook(plan, draft.directory, remarks)}
    units = units_beside(path)
    plan, remarks = plan_of(draft, units.name)
    return {
        path: plan_yaml(plan, remarks).encode(),
        units: units_yaml(draft.directory, draft.proposed).encode(),
    }


def plan_files(plan: Plan, directory: UnitDirectory, path: Path) -> Mapping[Path, bytes]:
    """Return the files to write for a finished plan."""
    if path.suffix.lower() == ".xlsx":
        return {path: plan_workbook(plan, directory)}
    units = units_beside(path)
    named = plan.model_copy(update={"units": units.name})
    return {path: plan_yaml(named).encode(), units: units_yaml(directory).encode()}


def units_beside(path: Path) -> Path:
    """Return the path of the file of units beside the plan ``path``: "nhap.yaml" gives "nhap-don-vi.yaml"."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-") or "ke-hoach"
    return path.with_name(f"{stem}-don-vi.yaml")


def new_plan_files(
    folder: Path, province: str, year: int, commune: Place | None = None, listed: Sequence[Unit] = ()
) -> Mapping[Path, bytes]:
    """Return a commented plan.yaml and its units.yaml for a province, or for a commune of it.

    ``listed`` are the districts and communes of the province, to be written into units.yaml.
    """
    kind, name = province_of(province)
    issuer = commune or Place(kind, name)
    two_levels = year >= 2025
    plan = (_TEMPLATES / ("plan-commune.yaml" if commune else "plan-province.yaml")).read_text(
        encoding="utf-8"
    )
    code = "-".join(re.findall(r"[a-z0-9]+", fold(issuer.name)))[:30] or "ke-hoach"
    plan = (
        plan.replace("{code}", f"{code}-{year}")
        .replace("{issuer}", f"{issuer.kind} {issuer.name}")
        .replace("{year}", str(year))
    )
    if not two_levels:
        plan = plan.replace("SNNMT", "SNNPTNT")
    return {
        folder / "plan.yaml": plan.encode(),
        folder / "units.yaml": units_template(
            issuer, name, two_levels=two_levels, places=places_yaml(listed)
        ).encode(),
    }


def province_of(text: str) -> tuple[str, str]:
    """Split "tỉnh Hà Giang" or "thành phố Huế" into the kind and the name."""
    words = " ".join(text.split())
    for kind in ("thành phố", "tỉnh", "TP", "TP."):
        if fold(words).startswith(fold(kind) + " "):
            return ("tỉnh" if kind == "tỉnh" else "thành phố"), words[len(kind) :].strip(" .")
    return "tỉnh", words
