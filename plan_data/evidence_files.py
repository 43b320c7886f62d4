"""Keeping evidence on disk: each file under the SHA-256 of its bytes, never under a name somebody chose."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LARGEST_BYTES = 20 * 1024 * 1024
"""What a bot may download (Bot API, getFile)."""

LONGEST_NAME = 120

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".heic": "image/heic",
}
"""The kinds that are taken, by the end of the name. Archives are not: nobody can see what is in them."""

PICTURES = (".jpg", ".png", ".heic")
"""Phones mix these up: a screenshot is called .jpg and is a PNG."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


class UnacceptableFileError(ValueError):
    """The file is of no kind that is taken, or its bytes are not what its name says."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A kept file: the hash it lies under, its size in bytes, its kind, and its name for people."""

    sha256: str
    size: int
    media_type: str
    name: str


def clean_name(name: str) -> str:
    """The last part of a file's name, printable, at most 120 characters; only ever shown, never opened."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    return kept[-LONGEST_NAME:] or "minh-chung"


def is_taken(name: str) -> bool:
    """Whether files with such a name are taken at all; asked before anything is downloaded."""
    return PurePosixPath(clean_name(name)).suffix.lower() in MEDIA_TYPES


def true_name(name: str, content: bytes) -> str:
    """The name with the ending that the bytes of a picture ask for; any other name as it is."""
    path = PurePosixPath(name)
    if MEDIA_TYPES.get(path.suffix.lower(), "").startswith("image/"):
        for suffix in PICTURES:
            if _begins_as(suffix, content[:16]) and MEDIA_TYPES[suffix] != MEDIA_TYPES[path.suffix.lower()]:
                return path.with_suffix(suffix).name
    return name


def media_type_of(name: str, content: bytes) -> str:
    """The kind of a file by its name, when its first bytes agree.

    :raises UnacceptableFileError: they do not, or the kind is not taken.
    """
    suffix = PurePosixPath(name).suffix.lower()
    media_type = MEDIA_TYPES.get(suffix)
    if media_type is None or not _begins_as(suffix, content[:16]):
        raise UnacceptableFileError(name)
    return media_type


def _begins_as(suffix: str, start: bytes) -> bool:
    match suffix:
        case ".pdf":
            return start.startswith(b"%PDF-")
        case ".doc" | ".xls":
            return start.startswith(OLE_START)
        case ".docx" | ".xlsx" | ".odt" | ".ods":
            return start.startswith(ZIP_START)
        case ".jpg" | ".jpeg":
            return start.startswith(b"\xff\xd8\xff")
        case ".png":
            return start.startswith(b"\x89PNG\r\n\x1a\n")
        case _:
            # ISO base media file format, 4.3: the size of the first box, then its name.
            return start[4:8] == b"ftyp"


class EvidenceFiles:
    """The folder of kept files. Its methods block on the disk: call them in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, content: bytes) -> EvidenceFile:
        """Write a file down so that a crash leaves all of it or nothing; the same bytes are kept once.

        :raises UnacceptableFileError: its kind is not taken.
        :raises OSError: the disk refused.
        """
        shown = true_name(clean_name(name), content)
        if len(content) > LARGEST_BYTES:
            raise UnacceptableFileError(shown)
        media_type = media_type_of(shown, content)
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(unfinished).replace(path)
            finally:
                # Where the disk is full, half a file would take what is left of it.
                Path(unfinished).unlink(missing_ok=True)
        return EvidenceFile(sha256, len(content), media_type, shown)

    def read(self, file: EvidenceFile) -> bytes | None:
        """The bytes of a kept file; None when they are gone or were tampered with."""
        try:
            content = self._path(file.sha256).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == file.sha256 else None

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self._folder / sha256[:2] / sha256
