"""Reading progress out of what officials write: Vietnamese as it is typed on a phone, and English.

The stages are one module each: ``spelling`` and ``tokens`` take the text apart, ``lexicon`` lists the words,
``days`` and ``quantities`` read dates and shares, ``marks`` puts signs on the words, ``statements`` divides
them by item, ``evidence`` weighs each statement and ``decide`` holds the table of rules.
"""

from bot.progress_reply.model import ProgressReply, Status
from bot.progress_reply.reader import read_reply

__all__ = ["ProgressReply", "Status", "read_reply"]
