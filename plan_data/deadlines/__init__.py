"""Deadline phrases of Vietnamese administrative writing, and the working calendar. Pure: no input, no output.

``read_deadlines`` reads a phrase, ``find_deadline_phrases`` a whole sentence. On the way a text becomes
tokens (:mod:`tokens`), the tokens become parts that name a time (``read_*``), the parts are judged and
joined (:mod:`phrases`, :mod:`not_deadlines`), and the rules turn them into days (:mod:`reckon`,
:mod:`occurrences`, :mod:`durations`). A phrase that no rule understands has no date: none is ever guessed.
"""

from plan_data.deadlines.command import run_deadline
from plan_data.deadlines.read import find_deadline_phrases, read_deadlines
from plan_data.deadlines.result import BeforeDate, Deadline, DeadlineContext, FoundPhrase
from plan_data.deadlines.why import Why, why
from plan_data.deadlines.working_calendar import WorkingCalendar

__all__ = [
    "BeforeDate",
    "Deadline",
    "DeadlineContext",
    "FoundPhrase",
    "Why",
    "WorkingCalendar",
    "find_deadline_phrases",
    "read_deadlines",
    "run_deadline",
    "why",
]
