"""The operator's list of administrative units, cut down to one province."""

from collections.abc import Sequence
from dataclasses import replace

from plan_data.problems import InputError, InputProblem
from plan_data.units import Unit, UnitDirectory, fold
from plan_data.units.unit import PROVINCE


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
