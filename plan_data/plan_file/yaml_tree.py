"""YAML read as plain text, lists and mappings, with the line of every part.

Not the YAML library's own objects: a plan needs no numbers, dates or truth values guessed from its text
(YAML reads the district code ``380`` as a number and ``no`` as false), no tags, no aliases. The text is read
event by event, so that a hostile file can neither recurse nor grow.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from plan_data.problems import InputError, InputProblem

MAX_DEPTH: Final = 20
MAX_PARTS: Final = 100_000
_NULLS: Final = {"", "~", "null", "Null", "NULL"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML was built with it

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlTree:
    """The content of a YAML text. A mapping's empty values (null) are left out: absent is absent."""

    root: Tree
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int | None:
        """Return the line of the part at ``path``, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def part(self, path: Path) -> Tree:
        """Return what stands at ``path``, or None when there is nothing."""
        part = self.root
        for step in path:
            if isinstance(part, dict) and isinstance(step, str):
                part = part.get(step)
            elif isinstance(part, list) and isinstance(step, int) and step < len(part):
                part = part[step]
            else:
                return None
        return part

    def texts(self) -> Iterator[str]:
        """Yield every text in the tree, line by line."""
        waiting: list[Tree] = [self.root]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                yield from part.split("\n")
            elif part is not None:
                waiting += part.values() if isinstance(part, dict) else part

    def items(self, path: Path) -> tuple[Path, ...]:
        """Return the paths of the items of the list at ``path``; none when there is no list."""
        part = self.part(path)
        return tuple((*path, at) for at in range(len(part))) if isinstance(part, list) else ()

    def text(self, path: Path) -> str | None:
        """Return the text at ``path``, spaces around it stripped, or None when there is none."""
        part = self.part(path)
        return part.strip() if isinstance(part, str) else None


def read_yaml(text: str) -> YamlTree:
    """Read one YAML document. Raises InputError when it is not YAML, or YAML that no plan needs."""
    if control := _CONTROL.search(text):
        raise _error(text.count("\n", 0, control.start()) + 1, "Có ký tự điều khiển lạ. Hãy xóa ký tự đó.")
    builder = _Builder()
    for event in _events(text):
        builder.take(event)
    if builder.problems:
        raise InputError(tuple(builder.problems))
    return YamlTree(builder.root, builder.lines)


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Besides YAMLError: a character escape such as "\\UFFFFFFFF" that names no character.
        raise _error(_line_of(error, text), _syntax_sentence(error)) from None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end was not read yet."""

    path: Path
    content: list[Tree] | dict[str, Tree]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    root: Tree = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[InputProblem] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if len(self.lines) > MAX_PARTS:
            most = f"{MAX_PARTS:,}".replace(",", ".")
            raise _error(line, f"Tệp có quá {most} phần. Hãy chia kế hoạch thành nhiều tệp.")
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _error(
                        line, "Tệp có nhiều phần ngăn bởi “---”. Hãy giữ một kế hoạch trong một tệp."
                    )
            case yaml.AliasEvent():
                raise _error(line, "Không dùng được tham chiếu kiểu “*tên”. Hãy chép lại nội dung tại đây.")
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.SequenceStartEvent():
                self._begin([], line)
            case yaml.MappingStartEvent():
                self._begin({}, line)
            case yaml.CollectionEndEvent():
                self._open.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        parent = self._open[-1] if self._open else None
        if parent and isinstance(parent.content, dict) and parent.key is None:
            self._key(parent, event.value, line)
            return
        plain_text = event.implicit[0]
        self._put(None if plain_text and event.value in _NULLS else event.value, line)

    def _key(self, parent: _Open, key: str, line: int) -> None:
        path = (*parent.path, key)
        if path in self.lines:
            self.problems.append(
                InputProblem(
                    line, shortened(key), f"Trường này đã có ở dòng {self.lines[path]}. Hãy bỏ một trong hai."
                )
            )
        self.lines[path] = line
        parent.key = key

    def _begin(self, content: list[Tree] | dict[str, Tree], line: int) -> None:
        parent = self._open[-1] if self._open else None
        if parent and isinstance(parent.content, dict) and parent.key is None:
            raise _error(
                line, "Tên trường phải là chữ, không thể là danh sách. Hãy xem lại dấu ngoặc và dấu “:”."
            )
        if len(self._open) == MAX_DEPTH:
            raise _error(line, "Nội dung lồng quá nhiều tầng. Hãy xem lại thụt đầu dòng và dấu ngoặc.")
        self._open.append(_Open(self._put(content, line), content))

    def _put(self, part: Tree, line: int) -> Path:
        if not self._open:
            self.root = part
            self.lines[()] = line
            return ()
        parent = self._open[-1]
        if isinstance(parent.content, list):
            path = (*parent.path, len(parent.content))
            self.lines[path] = line
            parent.content.append(part)
            return path
        key, parent.key = parent.key or "", None
        if part is not None:
            parent.content[key] = part
        return (*parent.path, key)


def shortened(text: str, most: int = 60) -> str:
    """Return ``text`` fit to be quoted in a sentence: at most ``most`` characters, in one line."""
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most and len(text) <= 2 * most else line[: most - 1] + "…"


def _error(line: int | None, message: str) -> InputError:
    return InputError((InputProblem(line, "", message),))


def _line_of(error: Exception, text: str) -> int | None:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        # The parser's mark stands after the last line break when the text ends too early.
        return min(mark.line + 1, max(1, len(text.splitlines()))) if mark else None
    return None


def _syntax_sentence(error: Exception) -> str:
    message = str(error)
    for fragments, sentence in _SENTENCES:
        if any(fragment in message for fragment in fragments):
            return sentence
    return "Cú pháp YAML sai ở dòng này hoặc ngay phía trên. Hãy xem lại thụt đầu dòng, dấu “:” và dấu nháy."


# Pieces of the messages of both parsers of PyYAML (C and Python), and what the operator is told.
_SENTENCES: Final = (
    (
        ("cannot start any token",),
        "Có ký tự không đứng ở đây được. Hãy thay tab bằng dấu cách, hoặc đặt nội dung trong dấu nháy kép.",
    ),
    (
        ("mapping values are not allowed", "could not find expected ':'"),
        "Dấu “:” sai chỗ. Hãy xem lại thụt đầu dòng; nếu nội dung có “: ” thì đặt nó trong dấu nháy kép.",
    ),
    (
        ("sequence entries are not allowed",),
        "Dấu “-” sai chỗ. Hãy đưa mục của danh sách xuống dòng mới, thụt vào trong.",
    ),
    (
        ("quoted scalar",),
        "Dấu nháy chưa đóng, hoặc có dấu “\\” trong dấu nháy kép. Hãy đóng dấu nháy ở cuối nội dung.",
    ),
    (
        ("flow sequence", "flow mapping"),
        "Dấu ngoặc chưa đóng hoặc thiếu dấu phẩy. Hãy viết danh sách như [SYT, SXD].",
    ),
    (
        ("block collection", "block mapping", "document start", "block end"),
        "Thụt đầu dòng không thẳng với các dòng trên. Hãy để các trường của một mục thẳng hàng nhau.",
    ),
    (
        ("scanning an alias", "scanning an anchor"),
        "Nội dung bắt đầu bằng “*” hoặc “&”. Hãy đặt nó trong dấu nháy kép.",
    ),
    (
        ("block scalar",),
        "Sau dấu “>” hoặc “|” phải xuống dòng. Nếu là nội dung thì hãy đặt nó trong dấu nháy kép.",
    ),
)
