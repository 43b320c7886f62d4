"""How often the reader is right: ``python -m tests.progress_reply.accuracy [PART ...]`` prints the table.

A row counts as right only when all its statements agree in items, status, percent, document and date. A false
done is a statement read as done whose items no accepted answer calls done.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.progress_reply import Status
from tests.progress_reply.corpus import Row, items_text, read_corpus, said


@dataclass(slots=True)
class Score:
    """The count over one part of the corpus; rows are counted under each status of their best answer."""

    rows: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    false_done: list[str] = field(default_factory=list)
    total: int = 0

    @property
    def share(self) -> float:
        """The share of rows that are right as a whole."""
        return 1 - len(self.wrong) / self.total


def measure(rows: Iterable[Row]) -> Score:
    """Read every row and compare."""
    score = Score()
    for row in rows:
        replies = row.read()
        answer = said(replies)
        is_right = answer in row.accepted
        score.total += 1
        for status in set(row.statuses):
            score.rows[status] += 1
            score.right[status] += is_right
        if not is_right:
            score.wrong.append(
                f"{row.line}: {row.text!r}\n    expected {row.accepted}\n    read     {answer}"
            )
        for reply in replies:
            if reply.status is Status.DONE and not row.allows_done(items_text(reply)):
                score.false_done.append(f"{row.line}: {row.text!r} {items_text(reply)}")
    return score


def table(name: str, score: Score) -> str:
    """Return the table of one part."""
    lines = [f"{name}: {score.share:.1%} of {score.total} replies right, {len(score.false_done)} false done"]
    lines += [f"  {status:<13} {score.right[status]:>3} of {score.rows[status]:>3}" for status in Status]
    return "\n".join(lines)


def main(parts: list[str]) -> None:
    """Print the table of each part, then what was read wrongly."""
    for part in parts:
        score = measure(read_corpus(part))
        sys.stdout.write("\n".join([table(part, score), *score.wrong, ""]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or ["train", "held_out"])
