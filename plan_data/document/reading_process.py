"""Reading what people send in a process of its own: bounded in time and memory, and gone afterwards.

Readers of Word, PDF and Excel hold the processor for seconds, and a hostile file may want all of the memory.
Nothing is written to disk: the file goes in by standard input, what was read comes out by standard output.

``python -m plan_data.document.reading_process`` is that process. It gets a line of JSON (:class:`_Request`),
then the file.
"""

import asyncio
import os
import resource
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel, TypeAdapter

from plan_data.document.received import Drafted, Received, ReceivedPlan, Units, Unusable, read_received
from plan_data.problems import InputProblem
from plan_data.units import UnitDirectory

SECONDS: Final = 120.0
AT_ONCE: Final = 2
MOST_MEMORY: Final = 1536 * 1024 * 1024
_NICENESS: Final = 5
_ROOT: Final = Path(__file__).resolve().parents[2]
_NEEDED: Final = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
"""All that the process gets of our environment: the rest holds secrets."""
_RECEIVED: Final[TypeAdapter[Drafted | ReceivedPlan | Unusable]] = TypeAdapter(Received)
_TOO_MUCH: Final = (
    "Tệp nặng quá nên đọc không xong. Hãy bỏ bớt ảnh và phụ lục, hoặc chỉ gửi phần giao nhiệm vụ."
)


class _Request(BaseModel):
    name: str
    known: Units
    seconds: float


class ReadingProcesses:
    """Starts a process for each file, a few at a time; the others wait their turn.

    ``seconds`` is how long one file may take.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(AT_ONCE)

    async def read(
        self, content: bytes, name: str, known: UnitDirectory
    ) -> Drafted | ReceivedPlan | Unusable:
        """Read a file as :func:`read_received` does; one that takes too much is unusable."""
        request = _Request(name=name, known=Units.of(known), seconds=self._seconds)
        async with self._free:
            answer = await self._answer(request.model_dump_json().encode() + b"\n" + content)
        if answer is None:
            return Unusable(problems=(InputProblem(None, "", _TOO_MUCH),))
        return _RECEIVED.validate_json(answer)

    async def _answer(self, sent: bytes) -> bytes | None:
        """What the process says; None when it took too long or died."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        )
        try:
            async with asyncio.timeout(self._seconds):
                answer, _ = await process.communicate(sent)
        except TimeoutError:
            return None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return answer if process.returncode == 0 else None


def main() -> None:
    """Read one file from standard input."""
    request = _Request.model_validate_json(sys.stdin.buffer.readline())
    # The second bound holds even when nobody is left to end this process.
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    seconds = int(request.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    os.nice(_NICENESS)
    received = read_received(sys.stdin.buffer.read(), request.name, request.known.directory())
    sys.stdout.buffer.write(_RECEIVED.dump_json(received))


if __name__ == "__main__":
    main()
