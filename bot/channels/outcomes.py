"""The one table of what a mail server's answers mean for a letter.

A second table beside Telegram's, with the same outcomes. Words that are not in it never end an address: "550"
is also what a server says that does not like us.
"""

import smtplib
from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from traceback import walk_tb

from plan_data.delivery_outcome import Gone, Outcome, RetryLater, Unknown


class Event(Enum):
    """Where sending ended."""

    NOT_CONNECTED = auto()
    LOGIN_REFUSED = auto()
    ANSWERED = auto()
    ANSWER_LOST = auto()
    UNEXPLAINED = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """``code`` is the server's (RFC 5321), ``status`` its enhanced one (RFC 3463) where it gave one."""

    event: Event
    code: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: an answer of the mail server and what it becomes.

    ``statuses`` are enhanced ones, none: whatever it says. ``wait`` is the time until the next try.
    """

    answer: str
    becomes: type[Outcome]
    meaning: str
    event: Event = Event.ANSWERED
    codes: Container[int] = range(1000)
    statuses: tuple[str, ...] = ()
    wait: timedelta = timedelta()
    everywhere: bool = False

    def covers(self, answer: Answer) -> bool:
        return (
            answer.event is self.event
            and answer.code in self.codes
            and (not self.statuses or answer.status in self.statuses)
        )


ROWS: tuple[Row, ...] = (
    Row(
        "no connection: refused, unknown host, TLS, closed before the letter",
        RetryLater,
        "Nothing left this machine; nobody else can be written to either.",
        event=Event.NOT_CONNECTED,
        wait=timedelta(minutes=5),
        everywhere=True,
    ),
    Row(
        "535 and other refusals of the login",
        RetryLater,
        "FALLBACK_EMAIL_URL is to be mended; until then nobody gets a letter.",
        event=Event.LOGIN_REFUSED,
        wait=timedelta(minutes=30),
        everywhere=True,
    ),
    Row(
        "5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10, 5.2.1: no such mailbox, or closed",
        Gone,
        "Nobody reads there; the address is not used any more.",
        codes=range(500, 600),
        statuses=("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"),
    ),
    Row(
        "any other 5xx",
        RetryLater,
        "The server does not take our letters, whoever they are for: the operator has to look.",
        codes=range(500, 600),
        wait=timedelta(hours=1),
    ),
    Row(
        "4xx: not yet, mailbox full, too many",
        RetryLater,
        "The server asks for another try.",
        codes=range(400, 500),
        wait=timedelta(minutes=15),
    ),
    Row(
        "connection lost or no answer after the letter began; not done in a minute",
        Unknown,
        "The server may have taken the letter; it is sent once more, marked as repeated.",
        event=Event.ANSWER_LOST,
    ),
    Row(
        "a refusal without a reason, any other answer",
        RetryLater,
        "Surely not taken; the operator has to look.",
        event=Event.UNEXPLAINED,
        wait=timedelta(hours=1),
    ),
)

LOST = Answer(Event.ANSWER_LOST)


def outcome_of(answer: Answer) -> Outcome:
    """What an answer means for the letter."""
    row = next((row for row in ROWS if row.covers(answer)), ROWS[-1])
    # The server's words may quote the address, and the ledger is kept for years.
    reason = " ".join(filter(None, [str(answer.code or ""), answer.status])) or answer.event.name.lower()
    if row.becomes is RetryLater:
        return RetryLater(row.wait, f"mail: {reason}", everywhere=row.everywhere)
    return Gone("no such mailbox") if row.becomes is Gone else Unknown(f"mail: {reason}")


def read_answer(error: BaseException | None) -> Answer:
    """Where sending ended, by the exception that ended it; None when there was none."""
    match error:
        case None:
            return Answer(Event.UNEXPLAINED)
        case smtplib.SMTPAuthenticationError():
            return Answer(Event.LOGIN_REFUSED, error.smtp_code, _status(error.smtp_error))
        case smtplib.SMTPResponseException():
            return Answer(Event.ANSWERED, error.smtp_code, _status(error.smtp_error))
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(error.recipients.values()))
            return Answer(Event.ANSWERED, code, _status(said))
        case OSError():
            # All of smtplib's errors are OSErrors: this comes after those that hold a definite answer.
            return LOST if _letter_had_begun(error) else Answer(Event.NOT_CONNECTED)
        case _:
            return Answer(Event.UNEXPLAINED)


def _letter_had_begun(error: BaseException) -> bool:
    """Whether the exception came out of SMTP's DATA, the only command after which a letter can arrive."""
    return any(frame.f_code is smtplib.SMTP.data.__code__ for frame, _ in walk_tb(error.__traceback__))


def _status(said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    first = text.split(" ", 1)[0]
    is_status = first.count(".") == 2 and first.replace(".", "").isdecimal()
    return first if is_status else ""


def markdown_table() -> str:
    """The table as README shows it."""
    lines = ["| the mail server's answer | Becomes | Because |", "|---|---|---|"]
    lines += [f"| {row.answer} | {_becomes(row)} | {row.meaning} |" for row in ROWS]
    return "\n".join(lines) + "\n"


def _becomes(row: Row) -> str:
    if row.becomes is not RetryLater:
        return row.becomes.__name__
    minutes = int(row.wait.total_seconds()) // 60
    return f"RetryLater, {minutes} min{', all letters wait' if row.everywhere else ''}"
