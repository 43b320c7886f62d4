"""What ``units load`` tells the operator about a list of units: counts, or everything to mend."""

from collections import Counter
from collections.abc import Sequence

from plan_data.problems import InputProblem
from plan_data.units.directory import UnitDirectory
from plan_data.units.unit import COMMUNE, DISTRICT, PROVINCE, Unit

_MOST_PROBLEMS = 50
_LEVEL_NAMES = {PROVINCE: "cấp tỉnh", DISTRICT: "cấp huyện", COMMUNE: "cấp xã"}


def describe_reading(
    units: Sequence[Unit], problems: Sequence[InputProblem], known: UnitDirectory | None = None
) -> str:
    """Return in Vietnamese what reading a units CSV gave, several lines long, without a line end.

    With problems: how many, the first 50 of them, and that nothing was loaded. Without: how many units of
    each level and kind were read, and how many of them ``known`` had already.
    """
    if problems:
        return _refusal(problems)
    kinds: dict[str, Counter[str]] = {}
    for unit in units:
        kinds.setdefault(unit.level, Counter())[unit.kind.lower()] += 1
    lines = [f"Đọc được {len(units)} đơn vị:"]
    for level, name in _LEVEL_NAMES.items():
        if level in kinds:
            counted = ", ".join(f"{count} {kind}" for kind, count in kinds[level].most_common())
            lines.append(f"- {name}: {kinds[level].total()} ({counted})")
    if known is not None:
        updated = sum(known.get(unit.code) is not None for unit in units)
        lines.append(f"Thêm mới {len(units) - updated}, đã có sẵn {updated}.")
    return "\n".join(lines)


def _refusal(problems: Sequence[InputProblem]) -> str:
    lines = [f"Tệp có {len(problems)} lỗi, chưa nạp đơn vị nào. Hãy sửa rồi nạp lại:"]
    lines += [f"- {problem}" for problem in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        lines.append(f"… và {len(problems) - _MOST_PROBLEMS} lỗi nữa.")
    return "\n".join(lines)
