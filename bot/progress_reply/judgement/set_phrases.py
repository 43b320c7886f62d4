"""Clauses put in a few set ways, compared in bare letters: a pastime, a request to look, a pleasantry."""

import re

_PLACE = r"(?: (?:o|tai|ngoai|tren|duoi|trong)(?: \w+){1,3})?"
_PASTIME = re.compile(
    r"(?:hop|hop giao ban|ban|ban viec|ban hop|ban ti|lai xe|chay xe|an com|an trua|an toi|an|ngu|di duong"
    r"|tren duong|nghi|nghi phep|nghi le|nghi trua|nghi che do|du hoi nghi|du hop|du le|don con|tap huan|hoc"
    r"|o nha|o que|o xa|o ha noi|o ngoai|o benh vien|nam vien|kham benh|nghe dien thoai|nghe dien|tiep khach"
    r"|tiep dan|(?:di )?(?:cong tac|hop|hoc|choi|cho|kham|kham benh|du lich|tap huan|phep|vang|ra ngoai|dam"
    r"|dam cuoi|an cuoi|dam ma|nghi|nghi mat|ban viec|ha noi))" + _PLACE + r"(?: (?:roi|co viec|chut|ti|a))?"
)
_LOOK = re.compile(
    r"(?P<asked>(?:nho|phien|mong) )?(?P<who>(?:anh|chi|em|ban|co|dong chi|a|c|e|b) )?"
    r"(?:kiem tra|check|xem|ngo|coi|tim)"
    r"(?: (?:lai|thu|trong|tren|ben|o|cai|xem))*"
    r"(?P<where>(?: (?:mail|email|gmail|hop|thu|zalo|he thong|truc|lien thong|van thu|ioffice|phan mem|file"
    r"|tin|van ban|den|hom|cua))*)"
    r"(?P<please>(?: (?:giup|ho|dum|gium|voi|di))*)"
    r"(?: (?:nhe|nha|nhen|nghen|lai|xem|em|anh|chi|a|c|e|minh|toi|nua|bac|ban|cai|voi))*"
)
_CONCLUSION = re.compile(
    r"(?:(?:coi|xem) (?:nhu|la)|the la|vay la) (?:da )?(?:xong|hoan thanh)(?: (?:roi|nhe|nha|a|em|anh|chi))*"
)
_YOU = (
    r"(?:(?:cac )?(?:anh chi|anh|chi|em|ban|bac|chu|co|sep|thay|dong chi|quy co quan|van phong|lanh dao)"
    r"(?: em)?)"
)
_SELF = r"(?:(?:em|toi|minh|tui|chau|xa|don vi|phong|ben em|xa em)(?: cung)?)"
_CLOSING = r"(?: (?:a|nhe|nha|nhieu|giup|cho|em|voi|thong cam|toi|minh|va|rat|lam|ho|gium|anh|biet))*"
_PLEASANTRIES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?:(?:rat |kinh )?(?:mong|mong duoc|xin)(?: nhan duoc su)? )?(?:{_YOU} )?"
            rf"(?:thong cam|bo qua|luong thu)(?: cho)?{_CLOSING}"
        ),
        (
            rf"(?:co gi|can gi|neu can gi|neu co gi|neu can)(?: thac mac)?(?: thi)? (?:{_YOU} )?(?:cu )?"
            rf"(?:goi|nhan|bao|alo|lien he|dien|hoi|xem|kiem tra|check)(?: lai)?{_CLOSING}"
        ),
        (
            rf"(?:{_SELF} )?(?:xin )?(?:bao|bao cao|thong bao|kinh bao)(?: lai)? (?:de )?{_YOU} "
            r"(?:biet|nam|ro|hay|duoc biet|theo doi)(?: a| nhe| nha)*"
        ),
        rf"{_YOU} (?:biet|nam)(?: giup| gium| ho)(?: em| toi| minh| xa)?(?: a| nhe)*",
        (
            rf"(?:{_SELF} )?(?:thanh that )?xin loi(?: {_YOU})?(?: vi| do)?(?: {_SELF})?(?: da)? "
            rf"(?:tra loi|phan hoi|bao cao|rep|nhan tin)(?: hoi)? "
            rf"(?:muon|cham|tre)(?: the| qua| nay)?{_CLOSING}"
        ),
    )
)
_PARTICLES = frozenset(
    {"rua", "no", "nghen", "nhen", "luon", "ha", "he", "hi", "nha", "nhe", "hen", "ni", "y", "a"}
)
_NOT_LATE = re.compile(r"(?:dau )?(?:khong phai|dau phai|dau co)(?: la)? chua \w+(?: \w+)?(?: dau| a| nhe)*")
_TOLD = r"(?:bao|nhan|phan hoi|tra loi|rep|bao cao (?:anh|chi|em|sep|lanh dao|dong chi|bac|chu|co))"
_OWNS_UP = re.compile(
    rf"(?:{_SELF} )?(?:chua kip|quen|quen chua|quen khong|gio moi|bay gio moi|nay moi|hom nay moi"
    rf"|chua co (?:dip|thoi gian)) {_TOLD}"
    r"(?: (?:lai|cho|tin|voi|anh|chi|em|sep|bac|chu|co|lanh|dao|a|nhe|nha|thoi|duoc|biet))*"
)
_LATE = re.compile(
    rf"(?:{_SELF} )?(?:xin loi |sorry )?(?:{_YOU} )?(?:vi |da )?"
    r"(?:bao|bao cao|nop|gui|tra loi|phan hoi|nhan|rep)(?: (?:tin|lai|cao))* (?:hoi )?(?:muon|tre|cham)"
    r" (?:(?:\w+ ){0,3})(?:vi|do|tai|boi) .+"
)
_NO_ANSWER = re.compile(
    r"(?:nhung |ma |van |den gio )*(?:khong|chua|chang) thay(?: \w+){0,2}"
    r" (?:noi|bao|phan hoi|y kien|tra loi|hoi am|goi|nhan)(?: lai)? (?:gi|chi)(?: (?:ca|het|them|a|nua|lai))*"
)


def owns_up(words: str) -> bool:
    """Tell whether somebody only owns that he did not answer in time: "chưa kịp báo lại", "quên báo anh"."""
    return _OWNS_UP.fullmatch(words) is not None


def excuses_delay(words: str) -> bool:
    """Tell whether this gives the cause of a delay that is over: "báo muộn vì hôm qua mất mạng"."""
    return _LATE.fullmatch(words) is not None


def tells_of_no_answer(words: str) -> bool:
    """Tell whether nobody answered what was handed in: "không thấy phòng nói gì"."""
    return _NO_ANSWER.fullmatch(words) is not None


def denies_delay(words: str) -> bool:
    """Tell whether somebody only denies that nothing was done: "không phải chưa làm đâu"."""
    return _NOT_LATE.fullmatch(words) is not None


def is_pastime(words: str) -> bool:
    """Tell whether what follows "đang" is no work on a duty: "họp", "đi công tác", "lái xe"."""
    return _PASTIME.fullmatch(words) is not None


def asks_to_look(words: str) -> bool:
    """Tell whether somebody is asked to look for what was sent: "kiểm tra lại mail giúp anh"."""
    found = _LOOK.fullmatch(words)
    # "em kiểm tra lại nhé" may as well be the official's own intention
    return found is not None and bool(
        found["asked"] or found["please"] or (found["where"] and not found["who"])
    )


def draws_conclusion(words: str) -> bool:
    """Tell whether this only concludes: "coi như xong", after the report that it follows from."""
    return _CONCLUSION.fullmatch(words) is not None


def is_pleasantry(words: str) -> bool:
    """Tell whether this is said to everybody, whatever the news: "mong anh thông cảm", "có gì anh gọi em"."""
    told = re.findall(r"[^\W_]+", words)
    while told and told[-1] in _PARTICLES:
        told.pop()
    return any(pattern.fullmatch(" ".join(told)) for pattern in _PLEASANTRIES)
