"""Files sent by either side, kept in memory and found only by the ids given out here (so no path can be
crafted).
"""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.image_size import image_size
from bot.sandbox.wire import JsonObject, Upload

MAX_FILE_BYTES = 20 * 1024 * 1024  # what a bot may download (Bot API, getFile)
MAX_KEPT_BYTES = 256 * 1024 * 1024
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and what Telegram says about it; ``path`` is the ``file_path`` of getFile."""

    id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes
    width: int | None
    height: int | None

    def summary(self) -> JsonObject:
        """The fields common to every kind of file."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def document(self) -> JsonObject:
        """Bot API object Document."""
        return {**self.summary(), "file_name": self.name, "mime_type": self.mime_type}

    def photo_size(self) -> JsonObject:
        """Bot API object PhotoSize."""
        return {**self.summary(), "width": self.width or 1, "height": self.height or 1}


def clean_name(name: str) -> str:
    """The last part of a file name without control characters; never empty, at most 120 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    return kept[-_NAME_LENGTH:] or "file"


class FileStore:
    """The newest files up to 256 MB in all; older ones are forgotten, as file ids may be."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._kept_bytes = 0
        self._count = 0

    def add(self, upload: Upload, folder: str) -> StoredFile:
        """Keep a file; ``folder`` is the first part of its ``file_path`` ("photos", "documents")."""
        self._count += 1
        name = clean_name(upload.name)
        digest = hashlib.sha256(upload.content).hexdigest()
        suffix = PurePosixPath(name).suffix
        size = image_size(upload.content)
        stored = StoredFile(
            id=f"sandbox-{self._count}-{digest[:24]}",
            unique_id=digest[:15],
            path=f"{folder}/file_{self._count}{suffix if suffix.isascii() else ''}",
            name=name,
            mime_type=_mime_type(upload, name),
            content=upload.content,
            width=size[0] if size else None,
            height=size[1] if size else None,
        )
        self._by_id[stored.id] = self._by_path[stored.path] = stored
        self._kept_bytes += len(stored.content)
        self._forget_old()
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def find_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def _forget_old(self) -> None:
        while self._kept_bytes > MAX_KEPT_BYTES and len(self._by_id) > 1:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            del self._by_path[oldest.path]
            self._kept_bytes -= len(oldest.content)


def _mime_type(upload: Upload, name: str) -> str:
    if upload.mime_type and upload.mime_type != "application/octet-stream":
        return upload.mime_type
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
