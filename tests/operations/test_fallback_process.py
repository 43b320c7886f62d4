"""``python -m scheduler`` as an operator runs it, behind a proxy and with a mail server for the fallback."""

import asyncio
import signal
import sys
from datetime import date

from sqlalchemy import select

from bot.sandbox import Person, Sandbox
from plan_data.channel import Channel, FallbackAddress
from plan_data.store.database import Database
from plan_data.store.fallback import keep_code, try_code
from plan_data.store.tables import SentMessageRow
from tests.channels.mail_server import PASSWORD, mail_server
from tests.conftest import environment
from tests.factories import LONG_AGO, DutySpec, make_official, make_plan
from tests.telegram.loopback_proxy import loopback_proxy
from tests.world import TOKEN, ZONE, FakeClock

LAN, TUAN = 1001, 1002
PATIENCE_SECONDS = 60.0


async def test_who_blocked_the_bot_gets_a_letter_and_others_their_message_through_the_proxy(
    sqlite_url: str,
) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 15))])
    await make_official(database, TUAN, "SYT", name="Tuấn")
    lan = await make_official(database, LAN, "SYT", name="Lan")
    async with database.writing() as session:
        await keep_code(
            session, lan.official, FallbackAddress(Channel.EMAIL, "lan@syt.example.vn"), "123456", LONG_AGO
        )
        await try_code(session, lan.official, "123456", LONG_AGO)
    people = [Person(LAN, "Lan", started=True), Person(TUAN, "Tuấn", started=True)]
    sandbox = Sandbox(
        token=TOKEN, bot_username="nhac_han_bot", now=FakeClock(), people=people, time_zone=ZONE
    )
    sandbox.phones.block(LAN)
    async with (
        sandbox.serve() as server,
        loopback_proxy(server.url) as proxy,
        mail_server() as mail,
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        variables = environment(
            DATABASE_URL=sqlite_url,
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=server.url,
            TELEGRAM_PROXY=proxy.url_with_password,
            FALLBACK_EMAIL_URL=mail.url_with_password,
            CLOCK_START="2018-01-08T07:30",
            TICK_SECONDS="1",
            LOG_LEVEL="debug",
        )
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "scheduler", env=variables, stderr=asyncio.subprocess.PIPE
        )
        try:
            logged = asyncio.create_task(process.communicate())
            await mail.has_letter.wait()
            process.send_signal(signal.SIGTERM)
            log = (await logged)[1].decode()
        finally:
            if process.returncode is None:
                process.kill()

    assert process.returncode == 0
    (letter,) = mail.letters
    assert letter.recipients == ("lan@syt.example.vn",)
    (message,) = [each for each in sandbox.phones.chat(TUAN).messages.values() if each.from_bot]
    assert "GN-01" in letter.text
    assert "GN-01" in message.text
    assert any(f"{server.url}/bot{TOKEN}/sendMessage" in line for line in proxy.asked_for)
    async with database.reading() as session:
        written = await session.execute(select(SentMessageRow.channel, SentMessageRow.state))
    await database.close()
    assert sorted(map(tuple, written)) == [("email", "sent"), ("telegram", "sent")]
    assert "outcomes" in log
    for secret in (TOKEN, PASSWORD, "user:word", "lan@syt.example.vn"):
        assert secret not in log
