"""Files on disk: kept once under their hash, never under a name that somebody chose."""

import resource
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.evidence_files import (
    LARGEST_BYTES,
    EvidenceFile,
    EvidenceFiles,
    UnacceptableFileError,
    clean_name,
    is_taken,
)

PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff\xe0..."
HEIC = b"\x00\x00\x00\x18ftypheic"


def test_a_file_comes_back_byte_for_byte(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    kept = files.keep("Báo cáo.pdf", PDF)
    assert (kept.name, kept.size, kept.media_type) == ("Báo cáo.pdf", len(PDF), "application/pdf")
    assert files.read(kept) == PDF


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    assert files.keep("a.pdf", PDF).sha256 == files.keep("b.pdf", PDF).sha256
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_file_that_was_tampered_with_is_not_handed_out(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    kept = files.keep("a.pdf", PDF)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    path.write_bytes(b"%PDF-other")
    assert files.read(kept) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.pdf.exe", PDF),
        ("a.docx", PDF),
        ("a.zip", b"PK\x03\x04"),
        ("anh.jpg", b"<html>"),
        ("", PDF),
        ("a.pdf", b""),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(UnacceptableFileError):
        EvidenceFiles(tmp_path).keep(name, content)
    assert not list(tmp_path.iterdir())


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnacceptableFileError):
        EvidenceFiles(tmp_path).keep("a.pdf", PDF + bytes(LARGEST_BYTES))


def test_a_hash_that_is_none_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        EvidenceFiles(tmp_path / "evidence").read(EvidenceFile("../../etc/passwd", 1, "x", "x"))


@given(st.text(max_size=300))
def test_a_name_never_names_a_folder(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= 120
    assert "/" not in cleaned
    assert "\\" not in cleaned
    assert cleaned not in {".", ".."}
    assert cleaned.isprintable()


@given(st.text(max_size=40))
def test_any_name_is_judged_without_failing(name: str) -> None:
    assert is_taken(name) in {True, False}


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("man-hinh.jpg", PNG, "man-hinh.png"),
        ("IMG_1.JPEG", HEIC, "IMG_1.heic"),
        ("anh.png", JPEG, "anh.jpg"),
        ("anh.jpeg", JPEG, "anh.jpeg"),
    ],
)
def test_a_picture_is_taken_for_what_it_is_whatever_its_ending(
    tmp_path: Path, name: str, content: bytes, kept: str
) -> None:
    assert EvidenceFiles(tmp_path).keep(name, content).name == kept


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    content = b"%PDF-" + b"x" * 200_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            EvidenceFiles(tmp_path).keep("a.pdf", content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
