"""A mail server on loopback that takes letters, or answers as a test says."""

import asyncio
import base64
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.policy import default

CLOSES = "close"
HANGS = "hang"
USER, PASSWORD = "nhac-han", "the-password"


@dataclass(frozen=True, slots=True)
class Received:
    """A letter as it arrived: who was named as sender and recipients, and the letter itself."""

    sender: str
    recipients: tuple[str, ...]
    letter: Message

    @property
    def subject(self) -> str:
        return str(self.letter["Subject"])

    @property
    def text(self) -> str:
        payload = self.letter.get_payload(decode=True)
        assert isinstance(payload, bytes)
        return payload.decode().replace("\r\n", "\n")


@dataclass(slots=True)
class MailServer:
    """``answers`` are said instead of the usual, by command ("RCPT", "LETTER" after the text); each once.

    An answer of :data:`CLOSES` closes the connection there, :data:`HANGS` says nothing any more.
    """

    port: int = 0
    letters: list[Received] = field(default_factory=list)
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    has_letter: asyncio.Event = field(default_factory=asyncio.Event)
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        """What an operator sets as FALLBACK_EMAIL_URL."""
        return f"mailto://127.0.0.1:{self.port}?from=nhac-han@example.vn"

    @property
    def url_with_password(self) -> str:
        return f"mailto://{USER}:{PASSWORD}@127.0.0.1:{self.port}?from=nhac-han@example.vn"

    def will(self, command: str, *answers: str) -> None:
        """What is said to the next times of this command."""
        self.answers.setdefault(command, []).extend(answers)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self._open.add(writer)
        sender, recipients = "", list[str]()
        try:
            await self._say(writer, "GREETING", "220 mail.example.vn")
            while line := (await reader.readline()).decode().strip():
                command, argument = line[:4].upper(), line[4:]
                self.commands.append(command)
                if command == "EHLO":
                    await self._say(writer, command, "250-mail.example.vn\r\n250 AUTH PLAIN")
                elif command == "AUTH":
                    given = base64.b64decode(argument.split()[-1]).decode().split("\0")[1:]
                    good = "235 2.7.0 welcome" if given == [USER, PASSWORD] else "535 5.7.8 who are you"
                    await self._say(writer, command, good)
                elif command == "MAIL":
                    sender, recipients = _address(argument), []
                    await self._say(writer, command, "250 2.1.0 ok")
                elif command == "RCPT":
                    recipients.append(_address(argument))
                    await self._say(writer, command, "250 2.1.5 ok")
                elif command == "DATA":
                    if not (await self._say(writer, command, "354 go on")).startswith("354"):
                        continue
                    letter = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
                    if not self.answers.get("LETTER") or self.answers["LETTER"][0] == CLOSES:
                        parsed = email.message_from_bytes(letter, policy=default)
                        self.letters.append(Received(sender, tuple(recipients), parsed))
                        self.has_letter.set()
                    await self._say(writer, "LETTER", "250 2.0.0 taken")
                else:
                    await self._say(writer, command, "221 bye" if command == "QUIT" else "250 ok")
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            self._open.discard(writer)
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, command: str, usual: str) -> str:
        scripted = self.answers.get(command)
        said = scripted.pop(0) if scripted else usual
        if said == HANGS:
            await asyncio.Event().wait()
        if said == CLOSES:
            raise ConnectionResetError
        writer.write(f"{said}\r\n".encode())
        await writer.drain()
        return said

    def close_all(self) -> None:
        """Cut every connection off."""
        for writer in list(self._open):
            writer.transport.abort()


def _address(argument: str) -> str:
    return argument.partition("<")[2].partition(">")[0]


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A server on a free port."""
    mails = MailServer()
    server = await asyncio.start_server(mails.serve, "127.0.0.1", 0)
    mails.port = server.sockets[0].getsockname()[1]
    try:
        yield mails
    finally:
        server.close()
        mails.close_all()
