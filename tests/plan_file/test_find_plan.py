"""Where a plan is looked for."""

from pathlib import Path

import pytest

from plan_data.plan_file import PlanFileError, find_plan, shipped_plan_codes


def test_a_shipped_plan_is_found_by_its_code() -> None:
    assert "thanh-hoa-2018" in shipped_plan_codes()
    assert find_plan("thanh-hoa-2018").parts[-2:] == ("thanh-hoa-2018", "plan.yaml")


def test_a_file_or_a_folder_with_a_plan_is_found(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.touch()
    assert find_plan(str(path)) == path
    assert find_plan(str(tmp_path)) == path


def test_a_folder_of_the_same_name_is_reached_with_a_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "thanh-hoa-2018"
    own.mkdir()
    (own / "plan.yaml").touch()
    monkeypatch.chdir(tmp_path)
    assert find_plan("./thanh-hoa-2018").resolve() == (own / "plan.yaml").resolve()
    assert find_plan("thanh-hoa-2018").resolve() != (own / "plan.yaml").resolve()


@pytest.mark.parametrize(
    "name", ["", "..", "../plans", "no-such-plan", "a\0b", "x" * 5000, "thanh-hoa-2018/.."]
)
def test_what_is_no_plan_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlanFileError):
        find_plan(name)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match=r"không có tệp plan\.yaml"):
        find_plan(str(tmp_path))
