"""Whatever a file holds, reading it ends in a plan or in sentences about it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import PlanReading, examine_plan, expand
from tests.plan_file.plan_texts import UNITS, obligation, plan_text

YAML_TEXT = st.text(st.sampled_from("ab1:-[]{}\"'#&*!|>%@`?,.~ \n\t\\ếƠ\u2028\x85\ufeff"), max_size=60)
VALUES = st.one_of(
    YAML_TEXT,
    st.sampled_from(
        [
            "",
            "~",
            '"\\U0FFFFFFF"',
            "[]",
            "{}",
            "[SYT, SYT]",
            "[cap-xa]",
            "no",
            "2018",
            "trước ngày 31/2",
            ">-",
            "|\n  x",
        ]
    ),
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ["code", "section", "title", "sentence", "lead", "cooperating", "deadline", "via", "note", "x"]
    ),
    VALUES,
    max_size=6,
)


def reading_of(content: bytes) -> PlanReading:
    with TemporaryDirectory() as folder:
        (Path(folder) / "units.yaml").write_text(UNITS, encoding="utf-8")
        path = Path(folder) / "plan.yaml"
        path.write_bytes(content)
        return examine_plan(path)


def assert_told_or_usable(reading: PlanReading) -> None:
    assert (reading.plan is None) == bool(reading.problems)
    assert all(problem.message.strip() and "\n" not in str(problem) for problem in reading.problems)
    if reading.plan and reading.directory:
        assert expand(reading.plan, reading.directory, WorkingCalendar())


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes(content: bytes) -> None:
    assert_told_or_usable(reading_of(content))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    assert_told_or_usable(reading_of(text.encode("utf-8")))


@given(YAML_TEXT)
@settings(deadline=None)
def test_any_heap_of_yaml_signs(text: str) -> None:
    assert_told_or_usable(reading_of(text.encode("utf-8")))


@given(FIELDS)
@settings(deadline=None)
def test_any_values_in_an_obligation(fields: dict[str, str]) -> None:
    text = plan_text(obligation(**{"code": "N-1", **fields}), obligation("N-2"))
    assert_told_or_usable(reading_of(text.encode("utf-8")))


@given(st.data())
@settings(deadline=None)
def test_a_good_plan_with_one_stretch_cut_out(data: st.DataObject) -> None:
    text = plan_text(
        obligation("N-1", deadline="trước ngày 15/8/2018", report_to="[UBND-TINH]", via="STC"),
        obligation("N-2", lead="[cap-huyen, SXD]", cooperating="[so-nganh]", evidence="required"),
    )
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    assert_told_or_usable(reading_of((text[:start] + text[end:]).encode("utf-8")))
