"""``python -m plan_data draft``, ``export``, ``init`` and ``schema``: plans from documents and to files."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from plan_data.clock import system_clock
from plan_data.document.blocks import Document
from plan_data.document.draft import draft_of
from plan_data.document.head import Place, read_head
from plan_data.document.limits import MAX_FILE_BYTES
from plan_data.document.make_files import draft_files, new_plan_files, plan_files, province_of
from plan_data.document.read import read_document
from plan_data.document.standard_units import below_province, standard_directory
from plan_data.document.summary import summary_of
from plan_data.plan_file import Plan, find_plan, plan_json_schema, shipped_plan_codes
from plan_data.plan_file.read import PlanFileError, examine_plan
from plan_data.problems import InputError, InputProblem
from plan_data.settings import Settings
from plan_data.store.database import Database
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema
from plan_data.store.plans import loaded_plans
from plan_data.store.units import load_directory
from plan_data.units import Unit, UnitDirectory, fold, read_units_csv, read_units_file

_BAR: Final = 30
_KINDS: Final = ("xã", "phường", "thị trấn", "đặc khu")


def add_document_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``draft``, ``export``, ``init`` and ``schema``."""
    draft = commands.add_parser(
        "draft", help="đọc văn bản (.docx, .pdf, .xlsx, .md, .txt) thành kế hoạch nháp"
    )
    draft.add_argument("file", type=Path, help="văn bản kế hoạch")
    draft.add_argument("-o", "--output", type=Path, required=True, help="tệp nháp .xlsx hoặc .yaml")
    draft.add_argument(
        "--units", help="units.yaml, danh sách CSV hoặc mã kế hoạch có sẵn; không ghi thì dùng bộ chung"
    )
    draft.add_argument("--year", type=int, help="năm của kế hoạch, nếu văn bản không ghi")
    draft.set_defaults(
        run=lambda options: draft_command(options.file, options.output, options.units, options.year)
    )

    export = commands.add_parser("export", help="ghi một kế hoạch ra Excel (hoặc YAML) để sửa rồi nạp lại")
    export.add_argument("plan", help="mã kế hoạch đã nạp hoặc có sẵn, hoặc đường dẫn tệp")
    export.add_argument("--xlsx", action="store_true", help="ghi Excel (mặc định)")
    export.add_argument("-o", "--output", type=Path, help="tệp .xlsx hoặc .yaml; mặc định <mã>.xlsx")
    export.set_defaults(
        run=lambda options: export_command(options.plan, options.output, as_workbook=options.xlsx)
    )

    init = commands.add_parser("init", help="tạo kế hoạch và danh sách đơn vị mẫu cho một tỉnh hoặc xã")
    init.add_argument("folder", type=Path, help="thư mục mới hoặc trống")
    init.add_argument("--province", required=True, help="ví dụ: “tỉnh Ninh Bình”, “thành phố Huế”")
    init.add_argument("--commune", help="ví dụ: “xã Cẩm Tú”; ghi thì mẫu là của cấp xã")
    init.add_argument(
        "--units", type=Path, help="danh sách CSV (level,code,name,kind,parent_code) đưa vào units.yaml"
    )
    init.add_argument("--year", type=int, help="năm của kế hoạch; mặc định năm nay")
    init.set_defaults(run=lambda options: init_command(
        options.folder, options.province, options.commune, options.units, options.year))  # fmt: skip

    schema = commands.add_parser("schema", help="JSON Schema của plan.yaml, cho trình soạn thảo")
    schema.set_defaults(run=lambda _options: schema_command())


def draft_command(file: Path, output: Path, units: str | None, year: int | None) -> int:
    """Draft a plan from a document, write it, and say what a person must look at."""
    _known_suffix(output)
    if year is not None and not 1976 <= year <= 2999:
        raise _error(f"Năm {year} không hợp lệ.")
    document = read_document(_content(file), file.name)
    directory = _directory(units, document, year) if units else None
    draft = draft_of(document, directory, year, _bar if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        print("\r" + " " * (_BAR + 20) + "\r", end="", file=sys.stderr)  # noqa: T201
    for line in summary_of(draft):
        _say(line)
    if not draft.rows:
        return 1
    files = draft_files(draft, output)
    _write(files)
    _say(f"Đã ghi {', '.join(str(path) for path in files)}.")
    _say(f"Tiếp theo: sửa tệp, rồi python -m plan_data check {output} và python -m plan_data load {output}")
    return 0


def export_command(name: str, output: Path | None, *, as_workbook: bool) -> int:
    """Write a plan to a workbook or to YAML: as it is loaded, else as it is shipped or stands in a file."""
    plan, directory = asyncio.run(_loaded(name)) or _from_file(name)
    path = output or Path(f"{plan.code}.xlsx")
    _known_suffix(path)
    if as_workbook and path.suffix.lower() != ".xlsx":
        raise _error("Với --xlsx, tên tệp ra phải có đuôi .xlsx.")
    files = plan_files(plan, directory, path)
    _write(files)
    _say(f"Đã ghi {', '.join(str(each) for each in files)}: {len(plan.obligations)} nghĩa vụ.")
    return 0


def init_command(
    folder: Path, province: str, commune: str | None, units: Path | None, year: int | None
) -> int:
    """Write a commented plan.yaml and units.yaml into a folder; existing files are never overwritten."""
    place = _place(commune) if commune else None
    more = _listed_units(units, province_of(province)[1]) if units else ()
    files = new_plan_files(folder, province, year or system_clock().year, place, more)
    for path in files:
        if path.exists():
            raise _error(f"Đã có “{path}”. Hãy chọn thư mục khác.")
    _write(files)
    _say(f"Đã tạo {', '.join(str(path) for path in files)}.")
    _say(f"Tiếp theo: python -m plan_data check {folder / 'plan.yaml'}")
    return 0


def schema_command() -> int:
    """Print the JSON Schema of a plan file."""
    _say(json.dumps(plan_json_schema(), ensure_ascii=False, indent=2))
    return 0


def _bar(done: int, total: int) -> None:
    filled = _BAR * done // max(total, 1)
    print(f"\rĐang đọc [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}", end="", file=sys.stderr)  # noqa: T201


def _content(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise _error(f"Không có tệp “{file}”. Hãy xem lại tên tệp và thư mục.")
        if file.stat().st_size > MAX_FILE_BYTES:
            raise _error(f"Tệp lớn quá {MAX_FILE_BYTES >> 20} MB. Hãy bỏ bớt ảnh hoặc tách phần phụ lục.")
        return file.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise _error(f"Không mở được “{file}”. Hãy xem lại quyền đọc tệp.") from None


def _directory(units: str, document: Document, year: int | None) -> UnitDirectory:
    """Return the units that the operator names: a shipped plan's, a units.yaml, a CSV over the usual ones."""
    if units in shipped_plan_codes():
        return read_units_file(find_plan(units).parent / "units.yaml")
    path = Path(units)
    if path.suffix.lower() != ".csv":
        try:
            return read_units_file(path)
        except OSError:
            raise _error(f"Không mở được tệp đơn vị “{path}”. Hãy xem lại tên tệp.") from None
    head = read_head(document, year)
    standard = standard_directory(head, document)
    given, problems = read_units_csv(_text(path))
    if problems:
        raise InputError(problems)
    return standard.with_units(below_province(given, head.province))


def _listed_units(path: Path, province: str) -> tuple[Unit, ...]:
    given, problems = read_units_csv(_text(path))
    if problems:
        raise InputError(problems)
    return below_province(given, province)


def _text(path: Path) -> str:
    try:
        return _content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _error(f"Tệp “{path}” không ở bảng mã UTF-8. Hãy lưu lại dưới dạng CSV UTF-8.") from None


def _place(text: str) -> Place:
    words = " ".join(text.split())
    for kind in _KINDS:
        if fold(words).startswith(fold(kind) + " "):
            return Place(kind, words[len(kind) :].strip())
    raise _error(f"“{text}” phải bắt đầu bằng xã, phường, thị trấn hoặc đặc khu, ví dụ “xã Cẩm Tú”.")


async def _loaded(name: str) -> tuple[Plan, UnitDirectory] | None:
    """Return the loaded plan with this code and its units; None where there is none, or no database."""
    try:
        url = Settings().database_url
        require_current_schema(url)
    except (SchemaOutdatedError, SQLAlchemyError, ValidationError):
        return None
    database = Database(url)
    try:
        async with database.reading() as session:
            plan = next((one for one in await loaded_plans(session) if one.code == name), None)
            return (plan, await load_directory(session)) if plan else None
    finally:
        await database.close()


def _from_file(name: str) -> tuple[Plan, UnitDirectory]:
    reading = examine_plan(find_plan(name))
    if reading.plan is None:
        raise PlanFileError(reading.problems)
    return reading.plan, reading.directory or UnitDirectory()


def _known_suffix(path: Path) -> None:
    if path.suffix.lower() not in {".xlsx", ".yaml", ".yml"}:
        raise _error(f"Tệp ra “{path}” phải có đuôi .xlsx hoặc .yaml.")


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError:
            raise _error(f"Không ghi được “{path}”. Hãy xem lại thư mục và quyền ghi.") from None


def _say(line: str) -> None:
    print(line)  # noqa: T201 - what a command of the command line is for


def _error(sentence: str) -> InputError:
    return InputError((InputProblem(None, "", sentence),))
