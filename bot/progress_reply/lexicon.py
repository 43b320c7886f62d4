"""The words officials use, as data: which phrase is a sign of what.

A phrase is written with its accents; how typed words are compared with it is told in ``spelling``. Longer
phrases win over shorter ones that begin at the same word, so an exception is simply a longer phrase: "không
vướng" stands beside "vướng". A phrase may stand under several signs.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply import words_around, words_of_doubt, words_of_obstacle_and_time, words_of_progress
from bot.progress_reply.signs import Sign

PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        **words_of_progress.PHRASES,
        **words_of_doubt.PHRASES,
        **words_of_obstacle_and_time.PHRASES,
        **words_around.PHRASES,
    }
)
