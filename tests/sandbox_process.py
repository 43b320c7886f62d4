"""Telegram's stand-in in a process of its own, so that it takes no time from what is measured or killed.

``python -m tests.sandbox_process '{"latency_seconds": 0.05}' 0`` prints its address. The object holds fields
of ``bot.sandbox.Behaviour``, the number is the port, 0 for any free one. Each line on stdin is answered by
one line of JSON: what every chat was sent.
"""

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import PIPE, Popen
from typing import IO
from urllib.request import Request, urlopen

from bot.sandbox import Behaviour, Sandbox
from plan_data.clock import system_clock

TOKEN = "1000000:a-token-of-the-sandbox"  # noqa: S105 - opens nothing


@dataclass(frozen=True, slots=True)
class SandboxProcess:
    """A running one; ``url`` is the address of its Bot API."""

    url: str
    _process: Popen[str]

    def messages(self) -> dict[int, list[str]]:
        """The texts each chat was sent by the bot, in order."""
        self._in.write("\n")
        self._in.flush()
        sent: dict[str, list[str]] = json.loads(self._out.readline())
        return {int(chat): texts for chat, texts in sent.items()}

    def delivered(self) -> int:
        """How many messages arrived in all."""
        return self._counts()["delivered"]

    def add_fault(self, **fault: object) -> None:
        """Add a line to the script of faults (see ``POST /sandbox/faults``)."""
        self._ask("POST", "faults", fault)

    def clear_faults(self) -> None:
        self._ask("DELETE", "faults")

    @property
    def port(self) -> int:
        """Where it listens; another can take its place there once it has ended."""
        return int(self.url.rpartition(":")[2])

    def say(self, person_id: int, text: str) -> None:
        """A person writes to the bot."""
        self._ask("POST", f"chats/{person_id}/messages", {"text": text})

    def answers(self, person_id: int, after: int) -> dict[int, str]:
        """What the bot wrote to a person after a message, by the numbers of the messages."""
        messages = json.loads(self._ask("GET", f"chats/{person_id}/messages?after={after}"))
        return {each["message_id"]: each["text"] for each in messages if each["from_bot"]}

    def waiting_updates(self) -> int:
        """What people wrote that the bot has not taken yet."""
        return self._counts()["waiting_updates"]

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = json.loads(self._ask("GET", "counts"))
        return counts

    def add_person(self, person_id: int, name: str) -> None:
        """A person who has started the bot."""
        self._ask("POST", "people", {"id": person_id, "name": name, "started": True})

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> bytes:
        request = Request(  # noqa: S310 - our own server on this machine
            f"{self.url}/sandbox/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            content: bytes = answer.read()
            return content

    @property
    def _in(self) -> IO[str]:
        if self._process.stdin is None:
            raise ValueError("the process has no stdin")
        return self._process.stdin

    @property
    def _out(self) -> IO[str]:
        if self._process.stdout is None:
            raise ValueError("the process has no stdout")
        return self._process.stdout


@contextmanager
def sandbox_process(*, port: int = 0, **behaviour: object) -> Iterator[SandboxProcess]:
    """Start one that knows every positive chat id, and end it with the block."""
    options = json.dumps({"open_to_all": True, **behaviour})
    command = [sys.executable, "-m", "tests.sandbox_process", options, str(port)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        running = SandboxProcess("", process)
        try:
            yield SandboxProcess(running._out.readline().strip(), process)
        finally:
            process.terminate()


async def _serve(behaviour: Behaviour, port: int) -> None:
    sandbox = Sandbox(token=TOKEN, bot_username="nhac_han_bot", now=system_clock, behaviour=behaviour)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with sandbox.serve(port=port) as server:
        print(server.url, flush=True)  # noqa: T201 - the answer of this program
        while await lines.readline():
            sent = {
                chat.id: [message.text for message in chat.messages.values() if message.from_bot]
                for chat in sandbox.state.chats
            }
            print(json.dumps(sent), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(_serve(Behaviour(**json.loads(sys.argv[1])), int(sys.argv[2])))
