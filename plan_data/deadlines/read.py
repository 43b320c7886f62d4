"""The two ways in: the deadlines of a phrase, the deadline phrases of a sentence."""

from plan_data.deadlines.elements import Element
from plan_data.deadlines.phrases import deadlines_of_phrase, deadlines_of_sentence
from plan_data.deadlines.reckon import reckon
from plan_data.deadlines.result import Deadline, DeadlineContext, FoundPhrase
from plan_data.deadlines.tokens import Tokens


def read_deadlines(phrase: str, context: DeadlineContext) -> tuple[Deadline, ...]:
    """Return the deadlines that the phrase sets, in its order, never empty.

    A phrase with two dates gives two, one that comes back gives one an occurrence in the plan's year. What
    falls on the same last day is said once ("định kỳ 6 tháng, 1 năm"). A phrase without a date gives one
    deadline without days. Reads any text whatever and never raises.
    """
    t = Tokens(phrase)
    deadlines = _reckon_all(t, deadlines_of_phrase(t), phrase, context)
    return deadlines or (Deadline(phrase, None, None, None, None),)


def find_deadline_phrases(sentence: str, context: DeadlineContext) -> tuple[FoundPhrase, ...]:
    """Return every deadline phrase inside a sentence of a plan, from left to right, exactly as it stands
    there.

    Left out: dates of decrees, days of entry into force, school years, years inside names, continuous work.
    """
    t = Tokens(sentence)
    found: list[FoundPhrase] = []
    for element in deadlines_of_sentence(t):
        start, end = t[_first_token(t, element)].start, t[element.end - 1].end
        phrase = sentence[start:end]
        deadlines = _reckon_all(t, [element], phrase, context)
        if deadlines:
            found.append(FoundPhrase(phrase, start, end, deadlines))
    return tuple(found)


def _first_token(t: Tokens, element: Element) -> int:
    """Return where the phrase begins: the "xong" and "định kỳ" before its period belong to it."""
    at = element.start
    if t.word(at - 1) == "xong":
        return at - 1
    return at - 2 if at >= 2 and t.skip(at - 2, "định kỳ") == at else at


def _reckon_all(
    t: Tokens, elements: list[Element], phrase: str, context: DeadlineContext
) -> tuple[Deadline, ...]:
    deadlines: dict[object, Deadline] = {}
    for element in elements:
        for deadline in reckon(t, element, phrase, context):
            same = deadline.due_on or (deadline.starts_on, deadline.rule, deadline.note)
            deadlines.setdefault(same, deadline)
    return tuple(deadlines.values())
