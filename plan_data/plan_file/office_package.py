"""The zip files that Word and Excel write, opened without trusting what they say of themselves."""

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from plan_data.problems import InputError, InputProblem

MAX_XML_BYTES: Final = 24 * 1024 * 1024
"""Of one part of a Word or Excel file, unpacked."""
_MOST_PARTS: Final = 5_000
_BROKEN = "Tệp hỏng hoặc tải về chưa đủ. Hãy mở tệp bằng Word hoặc Excel, lưu lại rồi thử lại."
_CHUNK: Final = 1 << 20


def unreadable(sentence: str) -> InputError:
    """Return the error of a document that cannot be read at all."""
    return InputError((InputProblem(None, "", sentence),))


def too_much(what: str) -> InputError:
    """Return the error of a document that holds more than a plan ever does."""
    return unreadable(f"Tài liệu có quá {what}, không giống một kế hoạch. Hãy tách riêng phần giao nhiệm vụ.")


class Package:
    """The parts of an Office Open XML file. Raises InputError for anything broken or oversized."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise unreadable(_BROKEN) from None
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise too_much(f"{_MOST_PARTS} phần")

    def check_xml(self) -> None:
        """Unpack every XML part once, counting: a part may hold more than the directory declares."""
        total = 0
        for name in sorted(self.names):
            if name.endswith((".xml", ".rels")):
                total += len(self.read(name))
                if total > 3 * MAX_XML_BYTES:
                    raise too_much(f"{3 * MAX_XML_BYTES >> 20} MB nội dung")

    def read(self, name: str) -> bytes:
        """Return one part, at most MAX_XML_BYTES of it. Raises InputError."""
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise unreadable("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.")
            if info.file_size > MAX_XML_BYTES:
                raise too_much(f"{MAX_XML_BYTES >> 20} MB nội dung")
            pieces: list[bytes] = []
            size = 0
            with self._zip.open(info) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    if size > MAX_XML_BYTES:
                        raise too_much(f"{MAX_XML_BYTES >> 20} MB nội dung")
                    pieces.append(piece)
        except InputError:
            raise
        except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, NotImplementedError,
                RuntimeError):  # fmt: skip
            raise unreadable(_BROKEN) from None
        content = b"".join(pieces)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise unreadable(
                "Tệp có phần khai báo lạ (DOCTYPE) mà Word và Excel không ghi. Không mở tệp này."
            )
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of one XML part. Raises InputError."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise unreadable(_BROKEN) from None
