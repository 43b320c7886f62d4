"""python -m plan_data report."""

from pathlib import Path

import pytest

from plan_data.__main__ import main
from plan_data.report.command import FORMATS
from tests.report.conftest import PlayedYear
from tests.report.simulated_year import PLAN_CODE

STARTS = {"xlsx": b"PK", "docx": b"PK", "csv": b"\xef\xbb\xbfSTT"}


@pytest.fixture(autouse=True)
def _database(played_year: PlayedYear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", played_year.url)


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_is_written(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"bao-cao.{form}"

    code = main(["report", "--plan", PLAN_CODE, "--on", "2018-08-20", "--format", form, "-o", str(path)])

    assert code == 0
    assert path.read_bytes().startswith(STARTS[form])
    assert "424 nhiệm vụ của 47 đơn vị, đến hết ngày 20/8/2018" in capsys.readouterr().out


def test_an_unknown_plan_is_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["report", "--plan", "khong-co", "-o", str(tmp_path / "x.xlsx")])

    assert code == 1
    assert "python -m plan_data load khong-co" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["report", "--plan", PLAN_CODE, "-o", str(tmp_path / "khong" / "co.xlsx")])

    assert code == 1
    assert "Không ghi được tệp" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["report", "--plan", PLAN_CODE, "--on", "30/2/2018", "-o", str(tmp_path / "x.xlsx")])

    assert exit_.value.code == 2
