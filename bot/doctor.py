"""``python -m bot doctor``: examine an installation and say of each part what is to be done."""

import os
import shutil
from collections.abc import AsyncIterator, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.composition import answering_bot, fallback_notifier
from bot.settings import BotSettings
from bot.texts import doctor
from bot.texts.doctor import Finding, bad, good, warning
from bot.texts.language import Language, moment
from plan_data.clock import Clock
from plan_data.deadlines import WorkingCalendar
from plan_data.settings import settings_sentences
from plan_data.store.condition import count_admins, database_now, updates_in_hand
from plan_data.store.database import Database
from plan_data.store.heartbeats import last_beat
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema, schema_revision
from plan_data.store.plans import loaded_plans

PROCESSES = ("scheduler", "bot")
SILENT_AFTER = timedelta(minutes=2)
MOST_SKEW = timedelta(seconds=5)
INBOX_PATIENCE = timedelta(minutes=1)
MANY_WAITING = 100
MEGABYTE = 1024 * 1024
LEAST_FREE_MEGABYTES = 500
VIETNAM = timedelta(hours=7)
OTHERS = 0o077


async def examine(clock: Clock, language: Language) -> list[Finding]:
    """Examine everything that can be examined, in the order in which it has to be mended."""
    try:
        settings = BotSettings()
    except ValidationError as error:
        return [
            bad(doctor.SETTINGS, language, what=sentence)
            for sentence in settings_sentences(error).splitlines()
        ]
    findings = [good(doctor.SETTINGS, language), *_time(settings, clock, language)]
    findings.append(_evidence(settings.evidence_dir, language))
    findings += [finding async for finding in _telegram(settings, language)]
    findings += [finding async for finding in _letters(settings, language)]
    findings += [finding async for finding in _database(settings, clock, language)]
    return findings


def _time(settings: BotSettings, clock: Clock, language: Language) -> Iterable[Finding]:
    now = clock().astimezone(settings.zone)
    is_vietnam = now.utcoffset() == VIETNAM
    shown = moment(now, settings.zone, language)
    yield (good if is_vietnam else warning)(doctor.ZONE, language, zone=settings.time_zone, now=shown)
    if settings.clock_start is not None:
        yield doctor.tried_out(language, settings.clock_start.isoformat())
    unknown = [year for year in (now.year, now.year + 1) if not knows_holidays(year)]
    if unknown:
        yield bad(doctor.HOLIDAYS, language, years=", ".join(map(str, unknown)))
    else:
        yield good(doctor.HOLIDAYS, language, years=f"{now.year}, {now.year + 1}")


def knows_holidays(year: int) -> bool:
    """Whether the calendar has the two holidays of every year, one of them by the moon."""
    calendar = WorkingCalendar()
    if calendar.holiday_name(date(year, 9, 2)) is None:
        return False
    # Tết lies between 21 January and 20 February and is five days long, some of them at a weekend.
    days = (date(year, 1, 21) + timedelta(days=n) for n in range(36))
    return sum(calendar.holiday_name(day) is not None for day in days) >= 5


def _evidence(folder: Path, language: Language) -> Finding:
    """The folder is made when the first file comes; then the one above it must be writable."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    is_usable = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return (good if is_usable else bad)(doctor.EVIDENCE, language, path=folder)


async def _telegram(settings: BotSettings, language: Language) -> AsyncIterator[Finding]:
    if settings.telegram_bot_token is None:
        yield bad(doctor.TOKEN, language)
        return
    yield good(doctor.TOKEN, language)
    url = settings.telegram_api_url
    bot = answering_bot(settings)
    try:
        async with bot:
            yield good(doctor.API, language, url=url, name=bot.username)
            yield await _waiting_at_telegram(bot, language)
    except InvalidToken:
        yield bad(doctor.REFUSED, language, url=url)
    except TelegramError as error:
        yield bad(doctor.API, language, url=url, error=type(error).__name__)


async def _letters(settings: BotSettings, language: Language) -> AsyncIterator[Finding]:
    """The mail server, where one is set; nobody is written to."""
    try:
        letters = fallback_notifier(settings)
    except ValueError as error:
        yield bad(doctor.SETTINGS, language, what=error)
        return
    if letters is not None:
        trouble = await letters.trouble()
        yield (warning if trouble else good)(doctor.LETTERS, language, error=trouble)


async def _waiting_at_telegram(bot: Bot, language: Language) -> Finding:
    info = await bot.get_webhook_info()
    waiting = info.pending_update_count
    if info.url and info.last_error_message:
        return warning(doctor.UPDATES, language, n=waiting, error=info.last_error_message)
    if waiting >= MANY_WAITING:
        return warning(doctor.UPDATES, language, n=waiting, error="–")
    return good(doctor.UPDATES, language, n=waiting)


async def _database(settings: BotSettings, clock: Clock, language: Language) -> AsyncIterator[Finding]:
    database = Database(settings.database_url)
    where = database.url.render_as_string(hide_password=True)
    try:
        require_current_schema(settings.database_url)
        yield good(doctor.DATABASE, language, where=where)
        yield good(doctor.SCHEMA, language, revision=schema_revision(settings.database_url))
        for finding in _files(database, language):
            yield finding
        async with database.reading() as session:
            for finding in await _contents(session, settings, clock, language):
                yield finding
    except SchemaOutdatedError as error:
        yield bad(doctor.SCHEMA, language, problem=error)
    except SQLAlchemyError as error:
        yield bad(doctor.DATABASE, language, where=where, error=type(error).__name__)
    finally:
        await database.close()


def _files(database: Database, language: Language) -> Iterable[Finding]:
    """The file of an SQLite database, and the disk it lies on."""
    if not database.is_sqlite or not database.url.database:
        return
    path = Path(database.url.database)
    is_private = not path.stat().st_mode & OTHERS
    yield (good if is_private else warning)(doctor.PRIVATE_FILE, language, path=path)
    free = shutil.disk_usage(path.parent).free // MEGABYTE
    yield (good if free >= LEAST_FREE_MEGABYTES else warning)(doctor.DISK, language, free=free)


async def _contents(
    session: AsyncSession, settings: BotSettings, clock: Clock, language: Language
) -> list[Finding]:
    now = clock()
    findings = []
    theirs = await database_now(session)
    if theirs is not None:
        skew = abs(theirs - clock())
        wording = bad if skew > MOST_SKEW else good
        whose = "PostgreSQL"
        findings.append(wording(doctor.CLOCK, language, whose=whose, seconds=round(skew.total_seconds())))
    plans = await loaded_plans(session)
    findings.append(
        good(doctor.PLAN, language, plans=", ".join(plan.code for plan in plans))
        if plans
        else bad(doctor.PLAN, language)
    )
    admins = await count_admins(session) or len(settings.admin_ids)
    findings.append((good if admins else warning)(doctor.ADMINS, language, n=admins))
    if settings.clock_start is None:
        findings += [await _beat(session, process, now, language) for process in PROCESSES]
    findings.append(await _inbox(session, now, language))
    return findings


async def _beat(session: AsyncSession, process: str, now: datetime, language: Language) -> Finding:
    beat = await last_beat(session, process)
    if beat is None:
        return warning(doctor.NEVER_BEAT, language, process=process)
    silence = abs(now - beat.at)
    found = good if silence <= SILENT_AFTER else bad
    return found(doctor.BEAT, language, process=process, seconds=round(silence.total_seconds()))


async def _inbox(session: AsyncSession, now: datetime, language: Language) -> Finding:
    waiting = await updates_in_hand(session)
    age = now - waiting.oldest_at if waiting.oldest_at is not None else timedelta()
    if age <= INBOX_PATIENCE:
        return good(doctor.INBOX, language)
    return warning(doctor.INBOX, language, n=waiting.count, seconds=round(age.total_seconds()))
