"""Logging for the entry points: plain lines, and no token in any of them."""

import logging
import sys

from bot.telegram.redaction import keep_tokens_out_of_logs


def configure_logging(level: int = logging.INFO) -> None:
    """Log to standard error. The libraries that would log addresses, which hold the token, are quiet."""
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    keep_tokens_out_of_logs()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
