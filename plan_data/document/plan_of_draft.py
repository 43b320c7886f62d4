"""A draft as a plan in the usual shape, with what its reader should know of each row."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from plan_data.document.draft import Draft
from plan_data.document.rows import Row
from plan_data.plan_file import Obligation, Plan
from plan_data.plan_file.excel_write import Remark
from plan_data.units import fold

_TITLE: Final = 90
_SENTENCE: Final = 4000
_LINE: Final = 300
_MOST_DOUBTS: Final = 400


def plan_of(draft: Draft, units_file: str | None = None) -> tuple[Plan, Mapping[str, Remark]]:
    """Return the plan that ``draft`` proposes, and a remark for each obligation by its code.

    ``draft`` must have rows. ``units_file`` is the name under which its units are written beside the plan.
    """
    obligations: list[Obligation] = []
    remarks: dict[str, Remark] = {}
    digits = max(2, len(str(len(draft.rows))))
    for number, row in enumerate(draft.rows, 1):
        code = f"NV-{number:0{digits}}"
        obligations.append(_obligation(code, row, draft))
        doubts = "; ".join(row.all_doubts())[:_MOST_DOUBTS]
        remarks[code] = Remark(row.confidence, doubts, row.place)
    head = draft.head
    plan = Plan(
        code=plan_code(head.title, head.year),
        title=_cut(head.title, 250),
        issuer=_issuer(draft),
        number=head.number,
        issued_on=head.issued_on,
        year=head.year,
        units=units_file,
        obligations=tuple(obligations),
    )
    return plan, remarks


def plan_code(title: str, year: int | None) -> str:
    """Return a code made of the title's words, at most 40 characters, the year at its end."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    end = f"-{year}" if year else ""
    if year and words and words[-1] == str(year):
        words.pop()
    while words and words[-1] in {"nam", "va", "ve", "cua"}:
        words.pop()
    code = ""
    for word in words:
        longer = f"{code}-{word}" if code else word
        if len(longer) + len(end) > 40:
            break
        code = longer
    return (code or "ke-hoach") + end


def _obligation(code: str, row: Row, draft: Draft) -> Obligation:
    known = [one for one in row.report_to if one not in row.lead.codes]
    vague = [text for text in dict.fromkeys(row.cooperating.vague) if text]
    note = None
    if row.product and fold(row.product) not in fold(row.sentence):
        note = f"Sản phẩm: {row.product}"
    return Obligation(
        code=code,
        section=_cut(row.section or row.place or "-", 40),
        title=short_title(row.task or row.sentence),
        sentence=_cut(row.sentence, _SENTENCE),
        lead=row.lead.codes or (draft.top,),
        cooperating=row.cooperating.codes,
        cooperating_text=_cut(", ".join(vague), _LINE) if vague else None,
        deadline=_cut(row.phrase, _LINE) if row.phrase else None,
        report_to=tuple(known),
        via=row.via if row.via and draft.directory.get(row.via) else None,
        note=note,
    )


def short_title(task: str) -> str:
    """Return the first words of a task, at most 90 characters, with a capital first letter."""
    text = " ".join(task.split()).strip(" ,;.:-–+")
    text = re.split(r"(?<=[^\s]{3}); ", text)[0] if len(text) > _TITLE else text
    text = _cut(text, _TITLE) or "Nhiệm vụ"
    return text[0].upper() + text[1:]


def _cut(text: str, most: int) -> str:
    """Return ``text`` in one line of at most ``most`` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    words: Sequence[str] = line[: most - 1].split(" ")
    kept = " ".join(words[:-1]) if len(words) > 1 else line[: most - 1]
    return f"{kept.rstrip(' ,;.:-–(')}…"


def _issuer(draft: Draft) -> str:
    issuer = draft.head.issuer
    if draft.head.organisation is not None:
        return draft.directory.display_name(draft.top)
    if issuer is not None:
        return f"UBND {issuer.kind} {issuer.name}"
    return draft.directory.display_name(draft.top) or "Chưa rõ"
