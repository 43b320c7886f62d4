"""What a process that runs for months does once, after it has started."""

import gc


def keep_what_is_loaded() -> None:
    """Take modules, settings and tables as they are now out of garbage collection: they stay to the end.

    Otherwise each full collection walks through some 170,000 objects that can never be garbage, for a tenth
    of a second in which nothing is sent or answered. What is made later is collected as ever.
    """
    gc.collect()
    gc.freeze()
