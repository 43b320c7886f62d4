"""What people type instead of a word: teencode, office abbreviations, keys that sit side by side."""

from collections.abc import Mapping
from types import MappingProxyType

# these only with their accents: "ui", "goi" are words of their own
ACCENTED_FORMS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(["ùi", "òi", "gòi", "gùi", "zồi", "dồi", "rồy"], "rồi")
)
# word meant: how it is typed, in bare letters; a word typed with accents other than đ is no short form
_TYPED_FOR: Mapping[str, str] = MappingProxyType(
    {
        "xong": (
            "xog xg xogn xonh xomg xoq xonq xonf xoong xobg xojg xongj sog "
            "xpng xpong xohg xnog xonv xonb xpnh"  # slips on a phone
        ),
        "hoàn thành": "ht hthanh h/thanh",
        "rồi": "r rui rr ruj roai roj rui rùi oy roy",
        "chưa": "ch chx chz chuaw chauw cuha chuqa chuwa",
        "không": "ko k hok hk khum kg khg hem kh khong hgg",
        "được": "dc dk duoc duok",
        "đang": "dag dg dng",
        "báo cáo": "bc bcao b/cao b/c",
        "kinh phí": "kp k/phi",
        "hướng dẫn": "hd",
        "kết quả": "kq",
        "khó khăn": "kk",
        "triển khai": "tk t/khai",
        "chuẩn bị": "cbi",
        "nhiệm vụ": "nv",
        "nội dung": "nd",
        "lãnh đạo": "ld",
        "đơn vị": "dvi",
        "thời gian": "tgian tg",
        "việc": "vc",
        "văn phòng": "vp",
        "phần trăm": "pt",
        "trước": "trc",
        "với": "vs",
        "gì": "j gj",
        "vậy": "z v",
        "biết": "bit bik",
        "mình": "mik mk",
        "hôm": "hum",
        "hôm nay": "hnay",
        "hôm nào": "hnao hno",
        "hôm qua": "hqua",
        "làm": "lm",
        "thực hiện": "t/hien",
        "kế hoạch": "k/hoach",
        "mới": "ms",
        "vướng": "vuog",
        "vâng": "vg",
        "ừ": "uk",
        "ok": "okey okie okla okela",
        "ạ": "ak",
        "nè": "nek",
        "nhưng": "nma",
        "cảm ơn": "tks",
        "mọi người": "mn mng",
        "anh": "a",
        "em": "e",
        "chị": "c",
    }
)
SHORT_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {typed: tuple(word.split()) for word, forms in _TYPED_FOR.items() for typed in forms.split()}
)
