"""Names by which processes that share a database know themselves apart."""

import os
import secrets
import socket


def unique_name() -> str:
    """Which process this is: in containers host and number are often those of the one that died before."""
    return f"{socket.gethostname()[:12]}:{os.getpid()}:{secrets.token_hex(3)}"
