"""``python -m bot settings`` and ``doctor``: what an operator asks before and after the start."""

import argparse
import asyncio
import logging
import os
import sys

from pydantic import ValidationError

from bot.doctor import examine
from bot.settings import BotSettings
from bot.settings_list import settings_markdown, settings_text
from bot.texts.doctor import Level, report
from bot.texts.language import Language
from plan_data.clock import system_clock
from plan_data.settings import settings_sentences


def add_operation_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands; each ``run`` takes the options and returns the exit code."""
    settings = commands.add_parser("settings", help="liệt kê mọi biến cài đặt: kiểu, mặc định, đã đặt chưa")
    settings.add_argument("--markdown", action="store_true", help="in thành bảng Markdown")
    settings.set_defaults(run=_settings)

    examine_ = commands.add_parser("doctor", help="khám hệ thống: cái gì ổn, cái gì hỏng, phải làm gì")
    examine_.add_argument("--english", action="store_true", help="in English")
    examine_.set_defaults(run=_doctor)


def _settings(options: argparse.Namespace) -> int:
    """List the variables; then a sentence for each that is wrong, with exit code 1."""
    if options.markdown:
        sys.stdout.write(settings_markdown(BotSettings) + "\n")
        return 0
    sys.stdout.write(settings_text(BotSettings, os.environ) + "\n")
    try:
        BotSettings()
    except ValidationError as error:
        sys.stderr.write(settings_sentences(error) + "\n")
        return 1
    return 0


def _doctor(options: argparse.Namespace) -> int:
    """Examine the installation; 1 when something has to be mended."""
    language: Language = "en" if options.english else "vi"
    logging.disable()  # the findings say what the libraries would log
    try:
        findings = asyncio.run(examine(system_clock, language))
    finally:
        logging.disable(logging.NOTSET)
    sys.stdout.write(report(findings, language) + "\n")
    return int(any(finding.level is Level.BAD for finding in findings))
