"""Reading what people send in a process of its own: bounded in time and memory, and gone afterwards.

Readers of Word, PDF and Excel hold the processor for seconds, and a hostile file may want all of the memory.
The process gets none of our environment but what it needs to run, for the rest holds secrets. Nothing is
written to disk.
"""

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Final

from plan_data.document.received import RECEIVED, ReadingRequest, Received, Units, Unusable
from plan_data.problems import InputProblem
from plan_data.units import UnitDirectory

log = logging.getLogger(__name__)

SECONDS: Final = 120.0
AT_ONCE: Final = 1
_READER: Final = "plan_data.document.read_received"
_ROOT: Final = Path(__file__).resolve().parents[2]
_NEEDED: Final = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
_FAILED: Final = "Tệp có chỗ không đọc được. Hãy mở bằng Word hoặc Excel, lưu thành tệp mới rồi gửi lại."
_TOO_MUCH: Final = (
    "Tệp nặng quá nên đọc không xong. Hãy bỏ bớt ảnh và phụ lục, hoặc chỉ gửi phần giao nhiệm vụ."
)


class ReadingProcesses:
    """Starts a process for each file, one at a time: plans are rare, and memory is bounded.

    ``seconds`` is how long one file may take.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(AT_ONCE)

    async def read(self, content: bytes, name: str, known: UnitDirectory) -> Received:
        """Read a file; ``known`` are the units in the database. One that takes too much is unusable."""
        request = ReadingRequest(name=name, known=Units.of(known), seconds=self._seconds)
        async with self._free:
            return await self._received(request.model_dump_json().encode() + b"\n" + content)

    async def _received(self, sent: bytes) -> Received:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _READER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(),
        )
        try:
            async with asyncio.timeout(self._seconds):
                answer, complaint = await process.communicate(sent)
        except TimeoutError:
            return _unusable(_TOO_MUCH)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        code = await process.wait()
        if code == 0:
            return RECEIVED.validate_json(answer)
        error = _kind_of_error(complaint)
        log.error("A file could not be read: exit code %d, %s", code, error or "no word")
        # A negative code is the signal that ended it: more time of the processor than it may take.
        is_too_much = code < 0 or error == MemoryError.__name__
        return _unusable(_TOO_MUCH if is_too_much else _FAILED)


def _environment() -> dict[str, str]:
    """What the process needs; a library of numbers that it never uses would take memory for each core."""
    return {name: os.environ[name] for name in _NEEDED if name in os.environ} | {"OPENBLAS_NUM_THREADS": "1"}


def _unusable(sentence: str) -> Unusable:
    return Unusable(problems=(InputProblem(None, "", sentence),))


def _kind_of_error(complaint: bytes) -> str:
    """The name of the exception that a traceback ends with; what it says may be out of the file."""
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
    return last.partition(":")[0]
