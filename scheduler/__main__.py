"""``python -m scheduler``: wires database, clock, pace, Telegram and APScheduler together."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta

from pydantic import ValidationError

from bot.composition import fallback_notifier
from bot.logs import configure_logging
from bot.outage_alert import watch_over
from bot.settings import BotSettings
from bot.telegram.bulk_bot import bulk_bot
from bot.telegram.callback_data import CallbackSigner
from bot.telegram.keyboards import reminder_keyboards
from bot.telegram.notifier import TelegramNotifier
from bot.texts import briefing, groups
from bot.texts.amendments import amendment_message, to_confirm_message
from bot.texts.digest import digest_letter, digest_parts
from bot.texts.fallback import notice_letter
from bot.texts.unreachable import losses_message
from plan_data.clock import system_clock
from plan_data.long_running import keep_what_is_loaded
from plan_data.process_name import unique_name
from plan_data.settings import settings_sentences
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema
from plan_data.store.reference import ReferenceCache
from plan_data.watch import watching
from scheduler.amendments import AmendmentTeller, AmendmentWords
from scheduler.coordination import CoordinationPlanner, CoordinationWords
from scheduler.dispatch import Dispatcher, Identity
from scheduler.fallback import KIND as LETTERS
from scheduler.fallback import LETTERS_A_SECOND, LETTERS_AT_ONCE, FallbackRounds, WatchedNotifier
from scheduler.groups import GroupTeller, GroupWords
from scheduler.jobs import build_scheduler
from scheduler.ledger_writer import AWAY
from scheduler.losses import LossTeller
from scheduler.notices import ByLetter, NoticeSender
from scheduler.notifier import Notifier
from scheduler.pace import Pace, bulk_rate
from scheduler.presence import Presence
from scheduler.preview import preview_escalations
from scheduler.simulate_command import add_simulate_command, simulate_command
from scheduler.single import AlreadyRunningError, only_scheduler
from scheduler.tick import Chore, Ticker
from scheduler.why_not import add_why_not_command, why_not_command

log = logging.getLogger("scheduler")

EXIT_MISTAKE = 1
EXIT_REFUSED = 3
"""Telegram does not accept the token; starting again at once would change nothing."""

STOP_SECONDS = 60.0
"""At most so long after SIGTERM the process is gone; usually the last answer comes in a second."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT; sends in flight are finished and recorded, then the exit code is 0."""
    options = _parser().parse_args(arguments)
    try:
        settings = BotSettings()
        if options.command == "simulate":
            return simulate_command(options, settings.database_url, settings.zone, sys.stdout.write)
        require_current_schema(settings.database_url)
        if options.command == "why-not":
            return why_not_command(options, settings.database_url, settings.zone, sys.stdout.write)
        if options.command == "escalations":
            on = options.on or system_clock().astimezone(settings.zone).date()
            return preview_escalations(settings.database_url, on, settings.zone, sys.stdout.write)
        configure_logging(settings.log_format, settings.log_level)
        return asyncio.run(_run(settings))
    except ValidationError as error:
        print(settings_sentences(error), file=sys.stderr)
    except (SchemaOutdatedError, AlreadyRunningError, ValueError) as error:
        print(error, file=sys.stderr)
    return EXIT_MISTAKE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scheduler", description="Gửi tin nhắc; không có lệnh con thì chạy đến khi bị dừng."
    )
    commands = parser.add_subparsers(dest="command", metavar="LỆNH")
    escalations = commands.add_parser("escalations", help="xem trước ai sẽ được báo về việc bị im lặng")
    escalations.add_argument(
        "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="ngày; không ghi thì là hôm nay"
    )
    add_simulate_command(commands)
    add_why_not_command(commands)
    return parser


async def _run(settings: BotSettings) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    database = Database(settings.database_url)
    bot = bulk_bot(
        settings.token,
        api_url=settings.telegram_api_url,
        connections=settings.sends_in_flight,
        proxy=settings.proxy,
    )
    keyboards = reminder_keyboards(CallbackSigner.from_token(settings.token))
    owner = unique_name()
    letters = fallback_notifier(settings)
    try:
        with only_scheduler(database) as alone:
            time = SharedTime(database, settings.clock_start)
            await time.start()
            reference = ReferenceCache(database)
            pace = Pace(bulk_rate(settings.max_sends_per_second))
            presence = Presence(
                database,
                time,
                pace,
                owner=owner,
                limit=settings.max_sends_per_second,
                longest_gap=timedelta(seconds=settings.tick_seconds),
            )
            async with TelegramNotifier(bot, keyboards) as telegram:
                notifier = WatchedNotifier(telegram, database, time) if letters else telegram
                dispatcher = Dispatcher(
                    database,
                    notifier=notifier,
                    render=digest_parts,
                    pace=pace,
                    clock=time,
                    zone=settings.zone,
                    identity=Identity(owner, alone=alone),
                    reference=reference,
                    in_flight=settings.sends_in_flight,
                )
                losses = LossTeller(
                    database,
                    notifier,
                    pace,
                    losses_message,
                    settings.zone,
                    with_fallback=letters is not None,
                )
                tellers = _tellers(database, reference, settings, with_fallback=letters is not None)
                ticker = Ticker(
                    database,
                    dispatcher,
                    time,
                    settings.zone,
                    reference,
                    presence,
                    chores=(Chore(losses.tell), *(Chore(each.plan, each.next_at) for each in tellers)),
                    notices=NoticeSender(database, notifier=notifier, pace=pace, clock=time),
                    with_fallback=letters is not None,
                )
                fallback = None
                if letters is not None:
                    name = f"{LETTERS}:{owner}"
                    fallback = _by_letter(letters, database, time, reference, settings, name, alone=alone)
                keep_what_is_loaded()
                async with watching(watch_over("bot", database, bot, settings, time), stop):
                    await run_until(stop, ticker, dispatcher, settings, fallback)
                return EXIT_REFUSED if dispatcher.was_refused else 0
    finally:
        await database.close()


def _tellers(
    database: Database, reference: ReferenceCache, settings: BotSettings, *, with_fallback: bool
) -> tuple[CoordinationPlanner, AmendmentTeller, GroupTeller]:
    """Those who put something into the ledger of notices, with their words."""
    zone = settings.zone
    coordination = CoordinationWords(briefing.escalation, briefing.morning, briefing.weekly)
    amendments = AmendmentWords(amendment_message, to_confirm_message)
    of_groups = GroupWords(groups.ended_here, groups.ended_elsewhere)
    return (
        CoordinationPlanner(database, reference, zone, coordination, with_fallback=with_fallback),
        AmendmentTeller(database, amendments, zone, with_fallback=with_fallback),
        GroupTeller(database, of_groups, zone, with_fallback=with_fallback),
    )


def _by_letter(
    letters: Notifier,
    database: Database,
    time: SharedTime,
    reference: ReferenceCache,
    settings: BotSettings,
    name: str,
    *,
    alone: bool,
) -> FallbackRounds:
    after = timedelta(minutes=settings.fallback_after_minutes)
    pace = Pace(LETTERS_A_SECOND)
    dispatcher = Dispatcher(
        database,
        notifier=letters,
        render=digest_letter,
        pace=pace,
        clock=time,
        zone=settings.zone,
        identity=Identity(name, alone=alone, fallback_after=after),
        reference=reference,
        in_flight=LETTERS_AT_ONCE,
    )
    notices = NoticeSender(
        database,
        notifier=letters,
        pace=pace,
        clock=time,
        by_letter=ByLetter(after, notice_letter, settings.zone),
    )
    return FallbackRounds(dispatcher, notices, database, time, name=name)


async def run_until(
    stop: asyncio.Event,
    ticker: Ticker,
    dispatcher: Dispatcher,
    settings: BotSettings,
    fallback: FallbackRounds | None = None,
) -> None:
    """Tick until ``stop`` is set or Telegram refuses the token; what is being sent then is finished.

    What is not finished after a minute, because the database is away, is cut off: the ledger says that it
    was being sent, so it is sent again after the next start, marked as repeated.
    """
    running: set[asyncio.Task[object]] = set()

    def again_whatever_happens(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            task = asyncio.current_task()
            if task is not None:
                running.add(task)
                task.add_done_callback(running.discard)
            try:
                await work()
            except AWAY as error:
                log.warning("The database is away, trying again: %s", type(error).__name__)
            except Exception:
                # The next tick tries again; the tables hold what is to be done.
                log.exception("A tick failed")
            if dispatcher.was_refused:
                stop.set()

        return run

    scheduler = build_scheduler(
        again_whatever_happens(ticker.tick),
        seconds=settings.tick_seconds,
        zone=settings.zone,
        first_at=system_clock(),
        beside=again_whatever_happens(fallback.go_round) if fallback else None,
    )
    scheduler.start()
    log.info("The scheduler ticks every %d s", settings.tick_seconds)
    await stop.wait()
    dispatcher.stop()
    if fallback is not None:
        fallback.stop()
    # APScheduler's own shutdown would cancel a tick in the middle of its sends.
    scheduler.pause()
    if running:
        _, cut_off = await asyncio.wait(running, timeout=STOP_SECONDS)
        if cut_off:
            log.error("Some sends could not be written down in %d s", STOP_SECONDS)
    scheduler.shutdown(wait=False)
    await asyncio.sleep(0)


if __name__ == "__main__":
    sys.exit(main())
