"""Logging for the entry points: lines for people or JSON for machines, and no token in any of them."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

from bot.telegram.redaction import keep_tokens_out_of_logs
from plan_data.log_context import log_context

LogFormat = Literal["console", "json"]
TELLING = {
    "telegram": logging.INFO,
    "aiosqlite": logging.INFO,
    "psycopg": logging.INFO,
    "sqlalchemy": logging.WARNING,
}
"""Libraries that log what people wrote, and from which level on they do not."""

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s%(about)s"


class AddContext(logging.Filter):
    """Notes on each record what it is about; the task that logs knows, the handler's thread may not."""

    def filter(self, record: logging.LogRecord) -> bool:
        about = log_context()
        record.context = dict(about)
        pairs = " ".join(f"{name}={value}" for name, value in about.items())
        record.about = f" [{pairs}]" if pairs else ""
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, what it is about, and a traceback as text."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "context", {}),
        }
        if record.exc_info:
            record.exc_text = record.exc_text or self.formatException(record.exc_info)
        if record.exc_text:
            line["traceback"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=False)


def configure_logging(log_format: LogFormat = "console", level: str = "info") -> None:
    """Log to standard error. The libraries that would log addresses, which hold the token, are quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else logging.Formatter(LINE))
    handler.addFilter(AddContext())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    keep_tokens_out_of_logs()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    for name, discreet in TELLING.items():
        logging.getLogger(name).setLevel(max(discreet, logging.getLogger().level))
