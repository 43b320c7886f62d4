"""Letters over a real SMTP connection: what arrives, and what each answer of the server becomes."""

import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.addresses import read_address
from bot.channels.apprise_notifier import AppriseNotifier
from bot.channels.outcomes import ROWS, markdown_table
from bot.composition import fallback_notifier
from bot.settings import BotSettings
from plan_data.channel import Channel, FallbackAddress
from plan_data.delivery_outcome import Gone, Outcome, Rejected, RenderedPart, RetryLater, Sent, Unknown
from plan_data.store.claims import Recipient
from tests.channels.mail_server import CLOSES, HANGS, PASSWORD, MailServer, mail_server

ADDRESS = FallbackAddress(Channel.EMAIL, "lan.nguyen+viec@syt.example.vn")
LAN = Recipient(1, 1001, 0, is_group=False, language="vi", fallback=ADDRESS)
DIGEST = RenderedPart(
    "🔔 <b>Nhắc hạn thứ Hai, 08/01/2018</b>\n🏛 Sở Y tế\n\n<b>1.</b> Báo cáo &lt;quý I&gt; <code>GN-01</code>",
    (1,),
    1,
)


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as opened:
        yield opened


@pytest.fixture
def notifier(server: MailServer) -> AppriseNotifier:
    return AppriseNotifier({Channel.EMAIL: server.url_with_password})


async def test_a_digest_arrives_as_plain_text_with_its_first_line_as_subject(
    server: MailServer, notifier: AppriseNotifier
) -> None:
    assert await notifier.send(LAN, DIGEST) == Sent(None)

    (received,) = server.letters
    assert received.recipients == (ADDRESS.address,)
    assert received.sender == "nhac-han@example.vn"
    assert received.subject == "Nhắc hạn thứ Hai, 08/01/2018"
    assert received.text.strip() == ("🔔 Nhắc hạn thứ Hai, 08/01/2018\n🏛 Sở Y tế\n\n1. Báo cáo <quý I> GN-01")
    assert received.letter.get_content_type() == "text/plain"
    assert received.letter["Auto-Submitted"] == "auto-generated"


async def test_several_letters_do_not_wait_for_each_other(
    server: MailServer, notifier: AppriseNotifier
) -> None:
    server.will("LETTER", HANGS)
    hung = AppriseNotifier({Channel.EMAIL: server.url}, letter_seconds=0.5)
    assert isinstance(await hung.send(LAN, DIGEST), Unknown)
    assert await notifier.send(LAN, DIGEST) == Sent(None)


async def test_nobody_is_written_to_without_an_address(server: MailServer, notifier: AppriseNotifier) -> None:
    in_telegram = Recipient(1, 1001, 0, is_group=False, language="vi")
    assert isinstance(await notifier.send(in_telegram, DIGEST), Rejected)
    assert server.connections == 0


ANSWERS: list[tuple[str, str, Outcome]] = [
    ("GREETING", CLOSES, RetryLater(timedelta(minutes=5), "mail: not_connected", everywhere=True)),
    ("EHLO", CLOSES, RetryLater(timedelta(minutes=5), "mail: not_connected", everywhere=True)),
    ("GREETING", "421 too busy", RetryLater(timedelta(minutes=15), "mail: 421")),
    ("GREETING", "554 go away", RetryLater(timedelta(hours=1), "mail: 554")),
    ("AUTH", "535 5.7.8 no", RetryLater(timedelta(minutes=30), "mail: 535 5.7.8", everywhere=True)),
    ("MAIL", "550 5.7.1 you may not", RetryLater(timedelta(hours=1), "mail: 550 5.7.1")),
    ("RCPT", "450 4.2.0 greylisted", RetryLater(timedelta(minutes=15), "mail: 450 4.2.0")),
    ("RCPT", "452 4.2.2 full", RetryLater(timedelta(minutes=15), "mail: 452 4.2.2")),
    ("RCPT", "550 5.1.1 <lan@syt> unknown user", Gone("no such mailbox")),
    ("RCPT", "550 relaying denied", RetryLater(timedelta(hours=1), "mail: 550")),
    ("RCPT", CLOSES, RetryLater(timedelta(minutes=5), "mail: not_connected", everywhere=True)),
    ("DATA", "451 4.3.0 later", RetryLater(timedelta(minutes=15), "mail: 451 4.3.0")),
    ("DATA", CLOSES, Unknown("mail: answer_lost")),
    ("LETTER", "554 5.6.0 spam", RetryLater(timedelta(hours=1), "mail: 554 5.6.0")),
    ("LETTER", CLOSES, Unknown("mail: answer_lost")),
]


@pytest.mark.parametrize(("command", "answer", "outcome"), ANSWERS, ids=lambda each: str(each)[:24])
async def test_what_the_server_answers_becomes_what_the_table_says(
    server: MailServer, notifier: AppriseNotifier, command: str, answer: str, outcome: Outcome
) -> None:
    server.will(command, answer)
    assert await notifier.send(LAN, DIGEST) == outcome


async def test_a_server_that_is_not_there_means_surely_not_sent() -> None:
    nowhere = AppriseNotifier({Channel.EMAIL: "mailto://127.0.0.1:9?from=nhac-han@example.vn"})
    assert await nowhere.send(LAN, DIGEST) == RetryLater(
        timedelta(minutes=5), "mail: not_connected", everywhere=True
    )


async def test_no_password_is_said_to_a_server_that_cannot_encrypt(server: MailServer) -> None:
    secure = server.url_with_password.replace("mailto:", "mailtos:")
    outcome = await AppriseNotifier({Channel.EMAIL: secure}).send(LAN, DIGEST)
    assert outcome == RetryLater(timedelta(minutes=5), "mail: not_connected", everywhere=True)
    assert server.connections == 1
    assert "AUTH" not in server.commands


async def test_a_server_that_stops_answering_leaves_it_open_whether_the_letter_arrived(
    server: MailServer,
) -> None:
    server.will("LETTER", HANGS)
    hasty = AppriseNotifier({Channel.EMAIL: server.url}, letter_seconds=0.5)
    assert await hasty.send(LAN, DIGEST) == Unknown("mail: answer_lost")


def test_each_row_of_the_table_is_reached_or_named_as_the_last_resort() -> None:
    becoming = {type(outcome) for _, _, outcome in ANSWERS}
    assert {row.becomes for row in ROWS} <= becoming
    assert len(markdown_table().splitlines()) == len(ROWS) + 2


def test_the_table_in_readme_is_this_one() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    if "| the mail server's answer |" not in text:
        pytest.skip("README has no table of outcomes of letters")
    assert markdown_table() in text


async def test_neither_passwords_nor_addresses_reach_a_log(
    server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    notifier = AppriseNotifier({Channel.EMAIL: server.url_with_password})
    server.will("RCPT", f"550 5.1.1 <{ADDRESS.address}> unknown", "450 4.2.0 later", CLOSES)
    server.will("AUTH", "235 ok", "235 ok", "235 ok", f"535 5.7.8 {PASSWORD}?")
    outcomes = [await notifier.send(LAN, DIGEST) for _ in range(4)]

    shown = f"{caplog.text} {notifier!r} {outcomes!r}"
    assert PASSWORD not in shown
    assert ADDRESS.address not in shown


async def test_trouble_is_found_without_writing_to_anybody(server: MailServer) -> None:
    notifier = AppriseNotifier({Channel.EMAIL: server.url_with_password})
    assert await notifier.trouble() is None
    server.will("AUTH", "535 5.7.8 no")
    assert await notifier.trouble() == "SMTPAuthenticationError"
    assert server.letters == []


@pytest.mark.parametrize("text", ["lan@syt.example.vn", " Lan.Nguyen+viec@SYT.example.vn\n", "a@b.vn"])
def test_an_address_is_taken_as_people_type_it(text: str) -> None:
    found = read_address(text)
    assert found == FallbackAddress(Channel.EMAIL, text.strip().lower())


@pytest.mark.parametrize(
    "text",
    [
        "xong",
        "lan@syt",
        "lan@syt.vn, tuan@syt.vn",
        "lan@syt.vn,tuan@syt.vn",
        "lan%40x@syt.vn",
        "lan@syt.vn?cc=tuan@syt.vn",
        "Lan <lan@syt.vn>",
        "lan@syt.vn\r\nBcc: tuan@syt.vn",
        f"{'a' * 65}@syt.vn",
        "lan@-syt.vn",
        "lan@syt.v1",
    ],
)
def test_what_is_no_single_address_is_not_taken(text: str) -> None:
    assert read_address(text) is None


def test_an_address_is_shown_so_that_only_its_owner_knows_it() -> None:
    assert ADDRESS.masked == "l…@syt.example.vn"


async def test_a_server_without_a_sender_is_refused_in_a_sentence_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FALLBACK_EMAIL_URL", f"mailtos://:{PASSWORD}@127.0.0.1")
    with pytest.raises(ValueError, match="FALLBACK_EMAIL_URL") as refused:
        fallback_notifier(BotSettings())
    assert PASSWORD not in str(refused.value)


def test_without_a_fallback_apprise_is_not_even_imported() -> None:
    look = "import sys, bot.__main__, scheduler.__main__; print('apprise' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
