"""What the log lines of a task are about: the update or digest in hand, never what is in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

_NOTHING: Mapping[str, int | str] = MappingProxyType({})
_context: ContextVar[Mapping[str, int | str]] = ContextVar("log_context", default=_NOTHING)


@contextmanager
def in_log_context(**about: int | str) -> Iterator[None]:
    """Let every line logged within, in this task and those it starts, carry these numbers."""
    token = _context.set({**_context.get(), **about})
    try:
        yield
    finally:
        _context.reset(token)


def log_context() -> Mapping[str, int | str]:
    """What the line being logged is about."""
    return _context.get()
