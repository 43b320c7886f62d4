"""The commands from a document to a loaded plan, and back to a workbook."""

import json
from pathlib import Path

import openpyxl
import pytest

from plan_data.__main__ import main
from plan_data.plan_file import examine_plan
from tests.document import documents

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'nhac-han.sqlite3'}")


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(documents.cam_tu_2025())
    return path


@pytest.mark.parametrize("name", ["nhap.yaml", "nhap.xlsx"])
def test_draft_passes_check_and_loads(
    name: str, word_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / name
    assert main(["draft", str(word_file), "-o", str(output)]) == 0
    told = capsys.readouterr().out
    assert "9 nghĩa vụ, 9 có thời hạn" in told
    assert "“Các thôn” chưa có trong danh sách đơn vị" in told or "Các thôn (" in told
    assert main(["check", str(output)]) == 0
    assert main(["load", str(output), "--dry-run"]) == 0
    assert "chưa ghi gì" in capsys.readouterr().out
    assert main(["load", str(output)]) == 0
    assert "9 nghĩa vụ" in capsys.readouterr().out
    assert main(["load", str(output)]) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out


def test_draft_in_both_forms_is_the_same_plan(word_file: Path, tmp_path: Path) -> None:
    main(["draft", str(word_file), "-o", str(tmp_path / "nhap.yaml")])
    main(["draft", str(word_file), "-o", str(tmp_path / "nhap.xlsx")])
    in_yaml, in_excel = (examine_plan(tmp_path / f"nhap.{suffix}") for suffix in ("yaml", "xlsx"))
    assert in_yaml.plan
    assert in_excel.plan
    assert in_yaml.plan.obligations == in_excel.plan.obligations


def test_each_row_of_a_draft_carries_place_confidence_and_reason(tmp_path: Path) -> None:
    output = tmp_path / "nhap.xlsx"
    main(["draft", str(FIXTURES / "thanh-hoa-2018.md"), "-o", str(output)])
    sheet = openpyxl.load_workbook(output)["Nghĩa vụ"]
    headings = [cell.value for cell in sheet[1]]
    sure, doubts = headings.index("Độ tin cậy"), headings.index("Cần xem lại")
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {row[sure] for row in rows} == {"cao", "vừa", "thấp"}
    assert all(row[doubts] for row in rows if row[sure] == "thấp")
    assert "# Độ tin cậy: " not in str(rows)


def test_loaded_plan_is_exported_as_it_was_loaded_and_comes_back_unchanged(
    word_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, workbook = tmp_path / "nhap.yaml", tmp_path / "xuat.xlsx"
    main(["draft", str(word_file), "-o", str(draft)])
    main(["load", str(draft)])
    plan = examine_plan(draft).plan
    assert plan
    assert main(["export", "--xlsx", plan.code, "-o", str(workbook)]) == 0
    capsys.readouterr()
    assert main(["load", str(workbook)]) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out


def test_exported_yaml_reads_back_to_an_equal_plan(tmp_path: Path) -> None:
    assert main(["export", "thanh-hoa-2018", "-o", str(tmp_path / "xuat.yaml")]) == 0
    shipped, written = (
        examine_plan(Path("plan_data/plans/thanh-hoa-2018/plan.yaml")),
        examine_plan(tmp_path / "xuat.yaml"),
    )
    assert shipped.plan
    assert written.plan
    assert written.plan == shipped.plan.model_copy(update={"units": "xuat-don-vi.yaml"})
    assert shipped.directory
    assert written.directory
    assert set(written.directory.units) == set(shipped.directory.units)


@pytest.mark.parametrize(
    "options", [[], ["--commune", "xã Cẩm Tú"], ["--commune", "phường Hạc Thành"], ["--year", "2023"]]
)
def test_new_plan_passes_check(options: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "moi"
    assert main(["init", str(folder), "--province", "tỉnh Thanh Hóa", *options]) == 0
    reading = examine_plan(folder / "plan.yaml")
    assert reading.problems == ()
    assert reading.warnings == ()


def test_new_plan_takes_the_places_of_a_list(tmp_path: Path) -> None:
    listed = tmp_path / "don-vi.csv"
    listed.write_text(
        "level,code,name,kind,parent_code\n1,38,Thanh Hóa,Tỉnh,\n1,37,Ninh Bình,Tỉnh,\n"
        "3,14758,Hạc Thành,Phường,38\n3,9999,Hoa Lư,Phường,37\n",
        encoding="utf-8",
    )
    folder = tmp_path / "moi"
    assert (
        main(["init", str(folder), "--province", "Thanh Hóa", "--units", str(listed), "--year", "2026"]) == 0
    )
    reading = examine_plan(folder / "plan.yaml")
    assert reading.directory
    assert [unit.name for unit in reading.directory.members("cap-xa")] == ["UBND phường Hạc Thành"]


def test_new_plan_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.yaml").write_text("của tôi", encoding="utf-8")
    assert main(["init", str(tmp_path), "--province", "Thanh Hóa"]) == 1
    assert "Đã có" in capsys.readouterr().err
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8") == "của tôi"


def test_draft_takes_the_units_of_a_list(tmp_path: Path) -> None:
    listed, output = tmp_path / "don-vi.csv", tmp_path / "nhap.yaml"
    listed.write_text(
        "level,code,name,kind,parent_code\n1,44,Quảng Bình,Tỉnh,\n2,450,Đồng Hới,Thành phố,44\n"
        "3,18859,Hải Thành,Phường,450\n",
        encoding="utf-8",
    )
    source = FIXTURES / "quang-binh-2019.txt"
    assert main(["draft", str(source), "-o", str(output), "--units", str(listed)]) == 0
    reading = examine_plan(output)
    assert reading.directory
    assert [unit.code for unit in reading.directory.members("cap-huyen")] == ["450"]
    assert [unit.parent_code for unit in reading.directory.members("cap-xa")] == ["450"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["draft", "khong-co.docx", "-o", "a.yaml"], "Không có tệp"),
        (["draft", "khong-co.docx", "-o", "a.doc"], "phải có đuôi .xlsx hoặc .yaml"),
        (["export", "khong-co-ke-hoach"], "Không có kế hoạch"),
        (["export", "--xlsx", "thanh-hoa-2018", "-o", "a.yaml"], "đuôi .xlsx"),
        (["init", "x", "--province", "Huế", "--commune", "Cẩm Tú"], "phải bắt đầu bằng xã"),
    ],
)
def test_mistakes_on_the_command_line_are_told(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert words in capsys.readouterr().err


def test_document_without_obligations_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "tho.txt", tmp_path / "nhap.yaml"
    source.write_text("Trời xanh mây trắng\n\nNắng vàng.", encoding="utf-8")
    assert main(["draft", str(source), "-o", str(output)]) == 1
    assert "Không tìm thấy nghĩa vụ nào" in capsys.readouterr().out
    assert not output.exists()


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "obligations" in json.loads(capsys.readouterr().out)["properties"]
