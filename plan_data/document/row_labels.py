"""Rows take in what the labelled lines below an item say of it."""

from plan_data.deadlines import DeadlineContext
from plan_data.document.labels import Label, LabelSort
from plan_data.document.mentions import Names
from plan_data.document.rows import Row
from plan_data.document.times import time_of
from plan_data.document.unit_cells import parties_of_cell, roles_of_cell


def has_label(row: Row, sort: LabelSort) -> bool:
    """Tell whether the row knows already what a label of this sort would say."""
    if sort == "time":
        return row.phrase is not None
    if sort == "lead":
        return row.lead_from in {"label", "clause"}
    if sort == "cooperating":
        return bool(row.cooperating)
    if sort == "recipient":
        return bool(row.report_to)
    return row.product is not None


def apply_label(label: Label, row: Row, names: Names, context: DeadlineContext) -> None:
    """Write the value of a label into the row."""
    if label.sort == "time":
        row.phrase, row.deadlines = time_of(label.value, context)
        row.sentence = f"{row.sentence.rstrip('.;, ')}. Thời gian: {label.value}."
    elif label.sort == "lead":
        row.lead, helpers = roles_of_cell(label.value, names)
        row.lead_from = "label" if row.lead else "none"
        row.cooperating = helpers or row.cooperating
    elif label.sort == "cooperating":
        row.cooperating = parties_of_cell(label.value, names)
    elif label.sort == "recipient":
        row.report_to = parties_of_cell(label.value, names).codes
    else:
        row.product = label.value
