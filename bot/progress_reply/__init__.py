"""Reading progress out of what officials write: Vietnamese as it is typed on a phone, and English.

One module a stage, in this order. Words: ``tokens`` and ``spelling`` take the text apart, ``quotation`` puts
quoted lines away, ``vocabulary`` repairs words and looks them up in the ``lexicon`` (data: ``words_*``,
``short_forms``), ``bare_letters`` chooses where accents are missing. Marks: ``days`` (``spelled_days``),
``clock``, ``quantities``, ``documents``, ``handover``, ``positions`` and ``signatures`` read what several
words or digits make up, ``marks`` puts it together, ``names`` and ``past_days`` settle what only the
neighbours tell. Statements: ``statements`` divides the marks by item, as ``item_references``
(``item_numbers``, ``every_duty``) finds them, and ``remaining`` works out "the rest". Judgement: once
``corrections``, ``asides`` (``set_phrases``) and ``earlier`` have put away what is no news, ``evidence``
weighs each statement (``finish``, ``unfinished``, ``promises``, ``asking_back``), ``decide`` holds the table
of rules, and ``note`` keeps the official's own words.
``later_date`` reads the answer to one question: until when?
"""

from bot.progress_reply.later_date import read_until, reason_in
from bot.progress_reply.model import ProgressReply, Status
from bot.progress_reply.reader import read_reply

__all__ = ["ProgressReply", "Status", "read_reply", "read_until", "reason_in"]
