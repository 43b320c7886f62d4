"""Codes of duties as people type them: "GN-52", "gn52", "GN 052"; pure."""

import re
import unicodedata
from collections.abc import Iterable

_PART = re.compile(r"[^\W\d_]+|\d+|\.")

CodeKey = tuple[str, ...]


def code_key(code: str) -> CodeKey:
    """What codes are compared by: capitals, dashes, spaces and leading zeros do not count."""
    parts = _PART.findall(unicodedata.normalize("NFC", code).upper())
    return tuple(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)


def codes_meant(typed: str, codes: Iterable[str]) -> set[str]:
    """Those of ``codes`` that somebody means who typed this; a bare number leaves out the letters before."""
    key = code_key(typed)
    if not key:
        return set()
    skipped = 0 if key[0].isalpha() else 1
    return {code for code in codes if key in (code_key(code), code_key(code)[skipped:])}
