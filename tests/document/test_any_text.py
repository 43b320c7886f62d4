"""Whatever a text says, the draft of it is a plan in the usual shape, every phrase as written."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plan_data.document.blocks import Cell, Document, Paragraph, Table
from plan_data.document.draft import draft_of
from plan_data.document.plan_of_draft import plan_of
from plan_data.document.yaml_write import plan_yaml
from plan_data.plan_file import Plan
from plan_data.plan_file.yaml_tree import read_yaml

WORDS = [
    "Sở Y tế",
    "các sở, ngành",
    "UBND các xã, phường",
    "Các địa phương",
    "chủ trì",
    "phối hợp với",
    "báo cáo UBND tỉnh",
    "trước ngày 15/3/2024",
    "trong quý II",
    "hằng tháng",
    "(qua Sở Nội vụ)",
    "do",
    "giao",
    "Đề nghị",
    ":",
    ";",
    ",",
    ".",
    "Thời gian thực hiện:",
    "Chủ trì:",
    "Nội dung:",
    "I.",
    "1.",
    "1.1.",
    "a)",
    "-",
    "+",
    "Trung tâm",
    "Chi cục Kiểm lâm",
    "huyện Quan Hóa",
    "các huyện Mộc Châu, Vân Hồ",
    "rà soát",
    "xây dựng kế hoạch",
    "và",
    "(",
    ")",
    "“",
    "100%",
    "Nơi nhận:",
    "MỤC TIÊU",
    "đồng thời",
    "Căn cứ",
    "\u0301",
    "=1+1",
    "#",
    "'",
    "STT",
    "Nhiệm vụ",
    "Thời gian",
    "nt",
    "",
]
text = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=14).map(" ".join)
paragraph = st.builds(
    Paragraph, text, st.none() | st.integers(1, 4), st.none() | st.integers(0, 3), st.none()
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(text, min_size=width, max_size=width), min_size=1, max_size=5))
    return Table(tuple(tuple(Cell(one, (at, n)) for n, one in enumerate(row)) for at, row in enumerate(rows)))


@given(st.lists(paragraph | tables(), min_size=1, max_size=10))
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_any_document_gives_a_plan_or_nothing(blocks: list[Paragraph | Table]) -> None:
    draft = draft_of(Document(tuple(blocks)), year=2024)
    if not draft.rows:
        return
    plan, remarks = plan_of(draft)
    assert Plan.model_validate(read_yaml(plan_yaml(plan, remarks)).root) == plan
    for one in plan.obligations:
        for code in (*one.lead, *one.cooperating, *one.report_to):
            assert draft.directory.get(code) or draft.directory.get_class(code)
