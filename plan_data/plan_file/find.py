"""Where a plan is: shipped with the program under its code, or in a file of the operator's."""

import re
from pathlib import Path
from typing import Final

from plan_data.plan_file.read import PlanFileError
from plan_data.plan_file.shape import PLAN_CODE
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
    if re.match(PLAN_CODE, name_or_path) and (shipped := _SHIPPED / name_or_path / PLAN_FILE_NAME).is_file():
        return shipped
    try:
        path = Path(name_or_path)
        if path.is_dir() and (inside := path / PLAN_FILE_NAME).is_file():
            return inside
        if name_or_path and path.exists() and not path.is_dir():
            return path
        folder = bool(name_or_path) and path.is_dir()
    except (OSError, ValueError):  # a name that no file can have: too long, with a NUL in it
        folder = False
    codes = ", ".join(shipped_plan_codes())
    if folder:
        sentence = f"Thư mục “{name_or_path}” không có tệp {PLAN_FILE_NAME}. Hãy chỉ tới tệp kế hoạch."
    else:
        sentence = (
            f"Không có kế hoạch “{name_or_path}”. Hãy ghi đường dẫn tới tệp, hoặc một mã có sẵn: {codes}."
        )
    raise PlanFileError((InputProblem(None, "", sentence),))
