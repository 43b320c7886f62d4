"""Where a plan is: shipped with the program under its code, or in a file of the operator's."""

from pathlib import Path
from typing import Final

from plan_data.plan_file.read import PlanFileError
from plan_data.plan_file.yaml_tree import shortened
from plan_data.problems import InputProblem

PLAN_FILE_NAME: Final = "plan.yaml"
_SHIPPED: Final = Path(__file__).resolve().parent.parent / "plans"


def shipped_plan_codes() -> tuple[str, ...]:
    """Return the codes of the plans that come with the program, sorted."""
    return tuple(sorted(found.parent.name for found in _SHIPPED.glob(f"*/{PLAN_FILE_NAME}")))


def find_plan(name_or_path: str) -> Path:
    """Return the file of a plan: a shipped plan's code, a YAML file, or a folder with a plan.yaml in it.

    A shipped code goes first; write "./" before a folder that bears the same name. Raises PlanFileError when
    there is nothing.
    """
    codes = shipped_plan_codes()
    if name_or_path in codes:
        return _SHIPPED / name_or_path / PLAN_FILE_NAME
    path = Path(name_or_path)
    try:
        folder = bool(name_or_path) and path.is_dir()
        file = path / PLAN_FILE_NAME if folder else path
        if name_or_path and file.exists():
            return file
    except (OSError, ValueError):  # a name that no file can have: too long, with a NUL in it
        folder = False
    if folder:
        sentence = f"Thư mục “{name_or_path}” không có tệp {PLAN_FILE_NAME}. Hãy chỉ tới tệp kế hoạch."
    else:
        known = ", ".join(codes)
        name = shortened(name_or_path)
        sentence = f"Không có kế hoạch “{name}”. Hãy ghi đường dẫn tới tệp, hoặc một mã có sẵn: {known}."
    raise PlanFileError((InputProblem(None, "", sentence),))
