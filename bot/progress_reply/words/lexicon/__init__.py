"""The words officials use, as data: which phrase is a sign of what.

A phrase is written with its accents; how typed words are compared with it is told in ``spelling``. Longer
phrases win over shorter ones that begin at the same word, so an exception is simply a longer phrase: "không
vướng" stands beside "vướng". A phrase may stand under several signs.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply.words.lexicon import around, doubt, obstacle_and_time, progress
from bot.progress_reply.words.signs import Sign

PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        **progress.PHRASES,
        **doubt.PHRASES,
        **obstacle_and_time.PHRASES,
        **around.PHRASES,
    }
)
