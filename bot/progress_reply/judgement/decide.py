"""The decision table: from evidence to a status. The first rule that applies decides."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.progress_reply.judgement.evidence import Evidence
from bot.progress_reply.model import Status


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: when ``applies`` holds the status is ``status``, because of ``reason``."""

    reason: str
    applies: Callable[[Evidence], bool]
    status: Status


def _claims_finish(said: Evidence) -> bool:
    return said.finished or said.sent or said.percent == 100


RULES: tuple[Rule, ...] = (
    Rule("a story, not a status", lambda said: said.long, Status.UNCLEAR),
    Rule("the reminder reached somebody else", lambda said: said.misdirected, Status.UNCLEAR),
    # A request is often put as a question: "xin lùi đến 15/6 được không ạ?"
    Rule("asks for time", lambda said: said.extension, Status.EXTENSION),
    Rule(
        "speaks of an extension without asking for one",
        lambda said: said.not_extended and not _claims_finish(said),
        Status.UNCLEAR,
    ),
    Rule("asks back", lambda said: said.asked, Status.UNCLEAR),
    Rule("a share above the whole", lambda said: said.impossible_percent, Status.UNCLEAR),
    Rule(
        "an obstacle beside a finish",
        lambda said: said.blocked and _claims_finish(said) and not (said.remains or said.denied),
        Status.UNCLEAR,
    ),
    Rule("an obstacle", lambda said: said.blocked, Status.BLOCKED),
    Rule("nothing done yet", lambda said: said.not_started and not _claims_finish(said), Status.NOT_STARTED),
    Rule("nought percent", lambda said: said.percent == 0 and not said.finished, Status.NOT_STARTED),
    Rule(
        "accepts and promises",
        lambda said: (
            said.acknowledged
            and said.promised
            and not (said.not_yet or said.surely_finished)
            and said.percent is None
        ),
        Status.ACKNOWLEDGED,
    ),
    Rule("the finish is denied", lambda said: said.denied, Status.IN_PROGRESS),
    Rule(
        "a finish that is conditional, undone, or of something else",
        lambda said: _claims_finish(said) and said.conditional,
        Status.UNCLEAR,
    ),
    Rule("finished in part", lambda said: _claims_finish(said) and said.remains, Status.IN_PROGRESS),
    Rule(
        "a doubtful finish, or that of others",
        lambda said: _claims_finish(said) and (said.doubtful or said.others),
        Status.UNCLEAR,
    ),
    Rule(
        "the whole share, of something unknown",
        lambda said: (
            said.percent == 100
            and not (said.finished or said.sent)
            and (said.unknown_words > 0 or said.others)
        ),
        Status.UNCLEAR,
    ),
    Rule("finished", _claims_finish, Status.DONE),
    Rule("a share of the work", lambda said: said.percent is not None, Status.IN_PROGRESS),
    Rule("work goes on", lambda said: said.working, Status.IN_PROGRESS),
    Rule(
        "the number of the report alone",
        lambda said: (
            said.final_document
            and said.unknown_words == 0
            and not (said.doubtful or said.conditional or said.remains)
        ),
        Status.DONE,
    ),
    Rule("hearsay of a finish", lambda said: said.hearsay, Status.UNCLEAR),
    Rule("not yet, with something named", lambda said: said.not_yet, Status.IN_PROGRESS),
    Rule(
        "promises to hand in",
        lambda said: (
            said.promised_to_hand_in and not (said.acknowledged or said.doubtful or said.conditional)
        ),
        Status.IN_PROGRESS,
    ),
    Rule(
        "accepts or promises",
        lambda said: (said.acknowledged or said.promised) and not (said.doubtful or said.conditional),
        Status.ACKNOWLEDGED,
    ),
    Rule("a polite yes", lambda said: said.polite_yes and said.unknown_words == 0, Status.ACKNOWLEDGED),
    Rule("nothing that can be read for sure", lambda _: True, Status.UNCLEAR),
)


def decide(said: Evidence) -> Rule:
    """Return the first rule that applies."""
    return next(rule for rule in RULES if rule.applies(said))
