"""The kinds of evidence a word can be."""

from enum import Enum, auto


class Sign(Enum):
    """What a word or phrase is evidence of."""

    __hash__ = object.__hash__  # marks are asked for their signs all the time; Enum hashes in Python

    # that the duty is finished
    DONE = auto()
    SENT = auto()  # "gửi", "nộp": finishes a duty when something final was sent
    FINAL = auto()  # "báo cáo", "kế hoạch": what can be sent
    ALREADY = auto()
    WHOLLY = auto()  # "hết", "sạch": after "xong" it means every duty
    # that it is not finished, or that nobody can know
    NOT_YET = auto()
    NOT = auto()
    NEAR = auto()
    WILL = auto()
    FUTURE = auto()
    TODAY = auto()
    PAST = auto()
    GONE = auto()  # a calendar day with its year, on or before today
    COMING = auto()  # a calendar day within the next months
    EARLIER = auto()  # "trước đây", "lúc đầu": how the duty stood once
    NOW = auto()  # "nay", "giờ", "hoá ra": turns to how it stands
    PART = auto()
    REMAINDER = auto()
    ONLY = auto()
    DOING = auto()
    STEP = auto()  # work on the way that does not finish a duty: "khảo sát", "trình"
    PREPARE = auto()
    WORK = auto()
    NOTHING = auto()
    NOT_STARTED = auto()
    BUT = auto()
    IF = auto()
    HEDGE = auto()
    ASK = auto()
    HOW_COME = auto()  # "đâu" after "xong": a denial
    EXCEPT = auto()
    OTHERS = auto()  # "các xã": what they sent is not the own report
    DEMAND = auto()
    UNDONE = auto()  # "bị trả lại", "làm lại"
    REPORT_BACK = auto()
    DRAFT = auto()
    COPY = auto()  # "bản giấy": follows what was sent by other means
    STRANGER = auto()  # "nhầm người": the reminder is not for who answers
    RECORD = auto()  # "ghi nhận": asks to be recorded
    OTHER_ACT = auto()  # "ăn", "đọc": finishing that finishes no duty
    # obstacles
    OBSTACLE = auto()
    NO_OBSTACLE = auto()
    WAIT = auto()
    SIGNATURE = auto()
    LACK = auto()
    RESOURCE = auto()
    HAVE = auto()
    # asking for time
    EXTEND = auto()
    MORE = auto()
    NO_EXTEND = auto()
    GRANTED = auto()
    TO = auto()
    # the rest
    ACK = auto()
    POLITE_YES = auto()  # "dạ": accepts when nothing else is said
    THANKS = auto()
    COURTESY = auto()
    COMPLAINT = auto()  # "sao còn hỏi": questions the reminder, not the work
    PERSON = auto()
    CAUSE = auto()
    ALL = auto()
    THE_REST = auto()
    POSITION = auto()  # "việc đầu", "hai việc cuối"
    ONWARD = auto()  # "trở đi" after an item number
    ITEM_NOUN = auto()
    AND = auto()
    THROUGH = auto()  # "đến" between two item numbers
    ALSO = auto()  # "thì", "cũng": between an item and what is said of it
    COUNTED = auto()
    NEUTRAL = auto()
    RATE = auto()  # "tỷ lệ", "giảm": the percent after it is not progress
    # found by shape, not by word
    DOCUMENT = auto()
    DATE = auto()
    DURATION = auto()
    PERCENT = auto()
    NUMBER = auto()
    BREAK = auto()
    UNKNOWN = auto()


Signs = frozenset[Sign]


def phrases(text: str) -> frozenset[str]:
    """Part a list of phrases at its commas; line breaks count as spaces."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))
