"""Reading progress out of what officials write: Vietnamese as it is typed on a phone, and English.

One module a stage, in this order: ``tokens`` and ``spelling`` take the text apart; ``vocabulary`` repairs
words and looks them up in the ``lexicon`` (data: ``words_*``, ``short_forms``); ``days``, ``quantities``,
``documents``, ``handover``, ``positions`` and ``signatures`` read what several words or digits make up;
``marks`` puts it together; ``statements`` divides the marks by item, as ``item_references``
(``item_numbers``, ``every_duty``) finds them, and ``remaining`` works out "the rest"; ``evidence`` weighs
each statement (``finish``, ``unfinished``, ``promises``, ``asking_back``) once ``corrections``, ``asides``
(``set_phrases``) and ``earlier`` have put away what is no news; ``decide`` holds the table of rules; ``note``
keeps the official's own words.
``later_date`` reads the answer to one question: until when?
"""

from bot.progress_reply.later_date import read_until, reason_in
from bot.progress_reply.model import ProgressReply, Status
from bot.progress_reply.reader import read_reply

__all__ = ["ProgressReply", "Status", "read_reply", "read_until", "reason_in"]
