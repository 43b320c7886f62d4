"""Hostile files cost little: each is read, or refused in one sentence, within bounds of time and memory."""

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.document import documents

SECONDS = 60.0
BYTES = 400 * 1024 * 1024

CHILD = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "plan_data", *sys.argv[1:]], capture_output=True, text=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
print(done.returncode)
print(done.stdout + done.stderr)
"""


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def wide_workbook() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for number in range(3000):
        sheet.append([number, "Rà soát hồ sơ của các đơn vị", "Sở Y tế, Sở Nội vụ", "Quý I/2024"])
    sheet.cell(3001, 16384, "x")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def hostile(name: str) -> bytes:
    if name == "bomb.docx":
        return package({"word/document.xml": b"<a>" + b" " * 300_000_000})
    if name == "half.pdf":
        return documents.kim_bang_2023()[:9000]
    if name == "fifty.docx":
        return b"PK" + bytes(50 << 20)
    if name == "wide.xlsx":
        return wide_workbook()
    line, times = {
        "one-line.txt": ("các sở, ", 12_000),
        "dates.txt": ("trước ngày 15/3/2024, ", 5_000),
        "lines.txt": ("1. Sở Y tế báo cáo trước ngày 15/3/2024.\n", 24_000),
        "cells.md": ("| 1 | Rà soát hồ sơ | Sở Y tế | Quý I/2024 |\n", 4_000),
    }[name]
    return (line * times).encode()


NAMES = (
    "bomb.docx",
    "half.pdf",
    "fifty.docx",
    "wide.xlsx",
    "one-line.txt",
    "dates.txt",
    "lines.txt",
    "cells.md",
)


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss counts kibibytes on Linux only")
@pytest.mark.parametrize("name", NAMES)
def test_hostile_file_is_read_or_refused_in_bounds(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(hostile(name))
    started = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-c", CHILD, "draft", str(path), "-o", str(tmp_path / "nhap.yaml")],
        capture_output=True, text=True, timeout=5 * SECONDS, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert time.monotonic() - started < SECONDS
    assert int(told[0]) < BYTES
    assert told[1] in {"0", "1"}
    assert "Traceback" not in "\n".join(told)
    assert len(told) > 2
