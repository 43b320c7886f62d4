"""Reading progress out of what officials write: Vietnamese as it is typed on a phone, and English.

How a reply is read, in the order of ``reader.read_reply``; each step knows only those before it:

1. ``words``: ``tokens`` cuts the text up (``spelling`` tells when two words are the same), ``quotation`` puts
   quoted lines away, ``vni`` puts words typed in VNI keys together, ``vocabulary`` repairs words
   (``short_forms``) and looks up in the ``lexicon`` what each is a sign of (``signs``). ``bare_letters``
   chooses where accents are missing.
2. ``marks``: ``find_marks`` gives each word its signs and reads what several words or digits make up
   (``days``, ``time_words``, ``quantities``, ``documents``, ``positions``); ``names`` and ``past_days``
   settle what only the neighbours tell.
3. ``statements``: ``divide`` parts the marks by duty, as ``references`` (``numbers``, ``every_duty``) finds
   them named; ``remaining`` works out "the rest".
4. ``judgement``: once ``overtaken`` and ``asides`` (``set_phrases``) have put away what is no news,
   ``evidence`` weighs each statement (``finish``, ``sent``, ``unfinished``, ``asking_back``), ``decide``
   holds the table of rules, and ``note`` keeps the official's own words.
"""

from bot.progress_reply.model import ProgressReply, Status
from bot.progress_reply.reader import read_reply, read_until, reason_in

__all__ = ["ProgressReply", "Status", "read_reply", "read_until", "reason_in"]
