"""Words about time that set no deadline, and the words around a period that tell a deadline from a name."""

from plan_data.deadlines.elements import Continuous, Ignored
from plan_data.deadlines.periods import PeriodUnit
from plan_data.deadlines.read_dates import read_date
from plan_data.deadlines.read_periods import read_period
from plan_data.deadlines.tokens import Tokens, word_set

_BORDERS = frozenset({"", ",", ";", ":", "(", "[", "-", "–", "+", "*", "•", "|", "."})
_COMPLETIONS = (
    "hoàn thành",
    "hoàn thành xong",
    "xong",
    "hoàn tất",
    "hạn",
    "thời hạn",
    "thời gian",
    "tiến độ",
    "dự kiến",
    "kết thúc",
    "thực hiện",
    "triển khai",
)
_PLANNING_TERMS = ("trung hạn", "dài hạn", "ngắn hạn")  # "đầu tư công trung hạn 2021 - 2025"
_HAPPENINGS = ("tổ chức", "diễn ra", "khai mạc", "bế mạc", "ra quân", "phát động", "khai trương", "khởi công")
# Around nothing but a period these words add no meaning: "Thời gian thực hiện: Quý II/2018".
_FILLER = word_set("""
    hoàn thành xong tất thực hiện triển khai kết thúc thời gian hạn điểm chót cuối cùng tiến độ dự kiến là
    vào phải cần bảo đảm khoảng tổ chức trình gửi nộp ngay chậm nhất muộn lần kỳ định cho được và
    hoặc các của đến từ trong trước năm tháng quý ngày chính thức bắt đầu việc hằng mỗi ít dứt điểm
""")
_SIGNS = frozenset('.,;:()[]-/*+•|"“”…')
_SPENDING = frozenset({"chi", "vốn", "phí", "sách"})
_DATA_WORDS = ("tính", "số liệu", "dữ liệu", "chốt")


def read_ignored(t: Tokens, at: int) -> Ignored | None:
    """Read words that look like a deadline and are none, to step over them as a whole."""
    end = t.skip(at, "hiệu lực")
    if end > at:
        return Ignored(at, _skip_dates(t, _skip_words(t, end)))
    end = t.skip(at, "kéo dài đến", "ổn định đến", "chuyển tiếp từ", "chuyển sang từ")
    if end > at:
        return Ignored(at, _skip_dates(t, end))
    end = t.skip(at, "không quá", "tối đa", "nhiều nhất")
    if end > at and t.number(end) is not None and t.word(end + 1) == "lần":
        return Ignored(at, t.skip(end + 2, "/", "mỗi", "một", "trong") + 1)
    end = t.skip(at, "tính đến", "tính từ", "tính kể từ", "số liệu đến", "số liệu từ", "chốt số liệu")
    if end > at:
        return Ignored(at, _skip_dates(t, _skip_words(t, end)))
    end = t.skip(
        at, "năm học", "năm ngân sách", "năm tài chính", "năm kế toán", "năm phân bổ", "năm công tác"
    )
    if end > at:
        read = read_period(t, end)
        if read and read[0].unit in {PeriodUnit.YEAR, PeriodUnit.YEARS}:
            end = read[1]
        elif t.number(end) is not None:
            end += 1
        return Ignored(at, end)
    if t.word(at) == "chi" and t.skip(at + 1, "thường xuyên") > at + 1:
        return Ignored(at, at + 3)
    return None


def _skip_words(t: Tokens, at: int) -> int:
    for words in ("thi hành", "thực hiện", "áp dụng"):
        at = t.skip(at, words)
    return t.skip(at, "kể từ", "từ", "đến", "vào", "hết")


def _skip_dates(t: Tokens, at: int) -> int:
    for _ in range(3):
        at = t.skip(at, "hết", "cuối", "thời điểm")
        read = read_date(t, at) or read_period(t, at)
        if read is None:
            return at
        at = t.skip(read[1], "đến", "-", "và") if t.skip(read[1], "đến") > read[1] else read[1]
    return at


def read_continuous(t: Tokens, at: int) -> Continuous | None:
    """Read "thường xuyên", "liên tục", "hằng ngày": work without a last day."""
    if t.word(at - 1) in _SPENDING:
        return None
    end = at
    while True:
        after = t.skip(end, "thường xuyên", "liên tục", "hằng ngày", "mỗi ngày", "trong suốt", "suốt")
        if after == end:
            break
        end = max(after, t.skip(after, ",", "và"))
    if end == at:
        return None
    while t.word(end - 1) in {",", "và"}:
        end -= 1
    return Continuous(at, end)


def stands_free(t: Tokens, at: int) -> bool:
    """Tell whether a period starting there opens its clause or follows a word of completing."""
    if t.word(at - 1) in _BORDERS and (at == 0 or t[at - 1].value is None):
        return True
    return any(_ends_with(t, at, phrase) for phrase in _COMPLETIONS)


def is_labelled(t: Tokens, at: int) -> bool:
    """Tell whether a label such as "Thời hạn:" or "hoàn thành" stands right before."""
    before = at - 1 if t.word(at - 1) == ":" else at
    if any(_ends_with(t, before, phrase) for phrase in _PLANNING_TERMS):
        return False
    return any(_ends_with(t, before, phrase) for phrase in _COMPLETIONS)


def follows_happening(t: Tokens, at: int) -> bool:
    """Tell whether the words right before say that something takes place: "tổ chức ngày 16/4/2021"."""
    return any(_ends_with(t, at, phrase) for phrase in _HAPPENINGS)


def closes_clause(t: Tokens, end: int) -> bool:
    """Tell whether nothing of the clause follows."""
    return end >= len(t) or t.word(end) in {".", ";", ","}


def is_filler(t: Tokens, at: int) -> bool:
    """Tell whether the token adds nothing to a phrase that names a time."""
    word = t.word(at)
    return word in _FILLER or word in _SIGNS


def follows_data_word(t: Tokens, at: int) -> bool:
    """Tell whether the words before speak of data ("số liệu", "tính") and not of an obligation."""
    return t.word(at) != "chậm" and any(_ends_with(t, at, words) for words in _DATA_WORDS)


def _ends_with(t: Tokens, at: int, phrase: str) -> bool:
    words = phrase.split()
    return at >= len(words) and all(t.word(at - len(words) + n) == word for n, word in enumerate(words))
