"""Plans as files: their shape, reading them with all mistakes at once, and the duties that follow.

Pure apart from reading the named files: no database, no network, no clock.
"""

from plan_data.plan_file.command import check_plan_command, duty_json_lines, show_plan_command
from plan_data.plan_file.duties import PlannedDuty, Role, expand
from plan_data.plan_file.find import find_plan, shipped_plan_codes
from plan_data.plan_file.read import (
    PlanFileError,
    PlanReading,
    check_plan,
    examine_content,
    examine_plan,
    read_plan,
)
from plan_data.plan_file.shape import Escalation, Obligation, Plan, Target, plan_json_schema

__all__ = [
    "Escalation",
    "Obligation",
    "Plan",
    "PlanFileError",
    "PlanReading",
    "PlannedDuty",
    "Role",
    "Target",
    "check_plan",
    "check_plan_command",
    "duty_json_lines",
    "examine_content",
    "examine_plan",
    "expand",
    "find_plan",
    "plan_json_schema",
    "read_plan",
    "shipped_plan_codes",
    "show_plan_command",
]
