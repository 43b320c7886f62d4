"""Width and height of a picture, read from its first bytes; enough to tell a picture from another file."""

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # start-of-frame markers, ITU T.81 table B.1


def image_size(content: bytes) -> tuple[int, int] | None:
    """Pixels (width, height) of a PNG, JPEG, GIF or WebP; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return _big(content[16:20]), _big(content[20:24])
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        return _little(content[6:8]), _little(content[8:10])
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30:
        return _webp_size(content)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")


def _webp_size(content: bytes) -> tuple[int, int] | None:
    chunk = content[12:16]
    if chunk == b"VP8X":
        return _little(content[24:27]) + 1, _little(content[27:30]) + 1
    if chunk == b"VP8 ":
        return _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF
    if chunk == b"VP8L":
        bits = _little(content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _JPEG_FRAMES:
            return _big(content[at + 7 : at + 9]), _big(content[at + 5 : at + 7])
        if marker == 0xFF:  # a fill byte
            at += 1
        else:
            at += 2 + max(_big(content[at + 2 : at + 4]), 2)
    return None
