"""The shape of a plan: what a plan file says, field by field.

The descriptions and examples are Vietnamese because operators read them: in their editor (JSON Schema) and in
the sentences about mistakes.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from plan_data.deadlines import BeforeDate, Deadline, DeadlineContext, WorkingCalendar, read_deadlines

OBLIGATION_CODE = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
PLAN_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_FILE_BESIDE = r"^[\w-][\w.-]*\.ya?ml$"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def _one_line(value: object) -> object:
    """Compose accents (NFC) and make every run of spaces and line breaks one space."""
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def _date_as_written(value: object) -> object:
    """Turn 15/01/2018 into 2018-01-15; Vietnamese dates put the day first. Other texts are refused."""
    if not isinstance(value, str) or _ISO_DATE.fullmatch(value.strip()):
        return value
    found = _DAY_MONTH_YEAR.fullmatch(value.strip())
    if found is None:
        raise ValueError("Không phải là ngày. Hãy ghi như 15/01/2018 hoặc 2018-01-15.")
    day, month, year = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"Không có múi giờ “{value}”. Hãy ghi, ví dụ, Asia/Ho_Chi_Minh.") from None
    return value


def _without_repeats(codes: tuple[str, ...]) -> tuple[str, ...]:
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        raise ValueError(f"Ghi lặp {', '.join(repeated)}. Hãy để mỗi mã một lần.")
    return codes


Line = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=300)]
Paragraph = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=4000)]
UnitCode = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=40)]
UnitCodes = Annotated[tuple[UnitCode, ...], Field(max_length=1000), AfterValidator(_without_repeats)]
PlanDate = Annotated[date, BeforeValidator(_date_as_written)]
ObligationCode = Annotated[str, Field(pattern=OBLIGATION_CODE, max_length=16)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Obligation(_Part):
    """One clause of the plan that units must carry out, with at most one deadline phrase.

    A clause that names two dates ("trước ngày 01/6/2018 và ngày 01/12/2018") is one obligation with two
    occurrences.
    """

    code: ObligationCode = Field(
        description="Mã ngắn, không dấu, không đổi qua các lần sửa kế hoạch.", examples=["GN-01"]
    )
    section: Annotated[Line, Field(max_length=40)] = Field(
        description="Mục của văn bản có nghĩa vụ này.", examples=["III.1.1"]
    )
    title: Annotated[Line, Field(max_length=90)] = Field(
        description="Tóm tắt bằng lời của mình, không quá 90 ký tự, đọc riêng vẫn hiểu.",
        examples=["Ban hành kế hoạch tổng điều tra hộ nghèo"],
    )
    sentence: Paragraph = Field(
        description="Nguyên văn câu giao việc trong văn bản.",
        examples=["Ban hành Kế hoạch tổng điều tra trước ngày 20/8/2018."],
    )
    lead: Annotated[UnitCodes, Field(min_length=1)] = Field(
        description="Mã các đơn vị hoặc nhóm đơn vị chủ trì.", examples=["[SLDTBXH]"]
    )
    cooperating: UnitCodes = Field(
        (), description="Mã các đơn vị hoặc nhóm đơn vị phối hợp được nêu tên.", examples=["[STC, cap-huyen]"]
    )
    cooperating_text: Line | None = Field(
        None,
        description="Các đơn vị phối hợp chỉ được nêu chung.",
        examples=["các sở, ngành liên quan"],
    )
    deadline: Line | None = Field(
        None,
        description="Cụm từ thời hạn, đúng như trong văn bản; bỏ trường này nếu văn bản không ghi.",
        examples=["trước ngày 15/8/2018"],
    )
    report_to: UnitCodes = Field((), description="Mã các đơn vị nhận báo cáo.", examples=["[UBND-TINH]"])
    via: UnitCode | None = Field(
        None, description="Mã đơn vị mà báo cáo đi qua để tổng hợp.", examples=["SLDTBXH"]
    )
    note: Paragraph | None = Field(
        None, description="Điều người đọc cần biết thêm.", examples=["Văn bản không ghi nơi nhận báo cáo."]
    )
    confirm_by: UnitCode | None = Field(
        None,
        description="Mã đơn vị xác nhận hoàn thành; không ghi thì là đơn vị ở trường via.",
        examples=["SLDTBXH"],
    )
    evidence: Literal["optional", "required"] = Field(
        "optional",
        description="required: chỉ báo xong khi có văn bản hoặc tệp kèm theo.",
        examples=["required"],
    )

    @property
    def confirmed_by(self) -> str | None:
        """The unit that confirms completion: as written, else the one that reports go through."""
        return self.confirm_by or self.via

    def deadlines(self, context: DeadlineContext) -> tuple[Deadline, ...]:
        """Return what the phrase gives: nothing without a phrase, a dateless one for "thường xuyên"."""
        return read_deadlines(self.deadline, context) if self.deadline else ()


class Target(_Part):
    """A figure that the plan wants to reach, and the obligations that serve it."""

    name: Line = Field(description="Tên chỉ tiêu.", examples=["Giảm tỷ lệ hộ nghèo trong năm 2018"])
    value: Line = Field(description="Con số, viết như trong văn bản.", examples=["2,50%"])
    sentence: Paragraph = Field(
        description="Nguyên văn câu nêu chỉ tiêu.", examples=["Tỷ lệ hộ nghèo toàn tỉnh giảm 2,50%"]
    )
    obligations: tuple[ObligationCode, ...] = Field(
        (), description="Mã các nghĩa vụ phục vụ chỉ tiêu này.", examples=["[GN-01, GN-02]"]
    )


class Escalation(_Part):
    """When silence about an overdue duty goes up, in working days after the duty became late.

    A word of the unit (an acknowledgement, progress, an obstacle) stops it for ``fresh_for`` working days.
    """

    leader_after: Annotated[int, Field(ge=1, le=250)] = Field(
        2, description="Sau mấy ngày làm việc im lặng thì báo lãnh đạo đơn vị.", examples=["2"]
    )
    coordinator_after: Annotated[int, Field(ge=1, le=250)] = Field(
        5, description="Sau mấy ngày làm việc im lặng thì báo cơ quan thường trực.", examples=["5"]
    )
    leadership_after: Annotated[int, Field(ge=1, le=250)] = Field(
        10,
        description="Sau mấy ngày làm việc im lặng thì nêu trong bản tin tuần của lãnh đạo.",
        examples=["10"],
    )
    fresh_for: Annotated[int, Field(ge=0, le=250)] = Field(
        5, description="Đơn vị đã trả lời thì mấy ngày làm việc sau mới tính là im lặng lại.", examples=["5"]
    )


class Plan(_Part):
    """A plan of one year (or without a year) with all its obligations, in the document's order."""

    code: Annotated[str, Field(pattern=PLAN_CODE, max_length=40)] = Field(
        description="Mã kế hoạch: chữ thường không dấu, số và gạch nối.", examples=["thanh-hoa-2018"]
    )
    title: Line = Field(description="Tên kế hoạch.", examples=["Kế hoạch giảm nghèo năm 2018"])
    issuer: Line = Field(description="Cơ quan ban hành.", examples=["UBND tỉnh Thanh Hóa"])
    number: Line | None = Field(None, description="Số, ký hiệu văn bản.", examples=["12/KH-UBND"])
    issued_on: PlanDate | None = Field(None, description="Ngày ban hành.", examples=["2018-01-15"])
    year: Annotated[int, Field(ge=1976, le=2999)] | None = Field(
        None, description="Năm của kế hoạch, dùng cho thời hạn không ghi năm.", examples=["2018"]
    )
    time_zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "Asia/Ho_Chi_Minh", description="Múi giờ của các ngày.", examples=["Asia/Ho_Chi_Minh"]
    )
    before_date: BeforeDate = Field(
        "exclusive",
        description="“trước ngày 15/8” là chậm nhất 14/8 (exclusive) hay 15/8 (inclusive).",
        examples=["exclusive"],
    )
    events: Mapping[Line, PlanDate] = Field(
        {},
        description="Ngày của các sự kiện mà thời hạn tính từ đó.",
        examples=["{khai mạc: 2018-03-01}"],
    )
    units: Annotated[str, Field(pattern=_FILE_BESIDE, max_length=80)] | None = Field(
        None, description="Tên tệp đơn vị nằm cùng thư mục với kế hoạch.", examples=["units.yaml"]
    )
    escalation: Escalation | None = Field(
        Escalation(),
        description="Báo lên cấp trên khi việc quá hạn mà đơn vị im lặng; null là không báo lên.",
    )
    targets: tuple[Target, ...] = Field((), description="Các chỉ tiêu của kế hoạch.")
    obligations: Annotated[tuple[Obligation, ...], Field(min_length=1)] = Field(
        description="Các nghĩa vụ, theo thứ tự trong văn bản."
    )

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the plan's days begin and end."""
        return ZoneInfo(self.time_zone)

    def deadline_context(self, calendar: WorkingCalendar | None = None) -> DeadlineContext:
        """Return what the deadline rules need to know of this plan."""
        year = self.year or (self.issued_on.year if self.issued_on else None)
        return DeadlineContext(
            year=year,
            issued_on=self.issued_on,
            before_date=self.before_date,
            calendar=calendar,
            events=self.events,
        )


def plan_json_schema() -> Mapping[str, object]:
    """Return the JSON Schema of a plan file, for editors that complete and check YAML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Plan.model_json_schema()}
