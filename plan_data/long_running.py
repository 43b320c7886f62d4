"""What a process that runs for months does once, after it has started."""

import gc

YOUNG_OBJECTS = 10_000
"""So many new objects are looked through at a time; Python's own 700 are those of one answer."""


def keep_what_is_loaded() -> None:
    """Take modules, settings and tables as they are now out of garbage collection: they stay to the end.

    Otherwise each full collection walks through some 170,000 objects that can never be garbage, for a tenth
    of a second in which nothing is sent or answered. What is made later is collected as ever, but so much of
    it at a time that most has been done with by then.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
