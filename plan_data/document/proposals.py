"""Units that a document names and the directory lacks: proposed with a code, to be checked by a person."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from plan_data.document.letters import pattern
from plan_data.document.parties import Parties
from plan_data.document.rows import Row
from plan_data.units import Unit, UnitDirectory, fold
from plan_data.units.spellings import administrative_unit
from plan_data.units.unit import COMMUNE, DEPARTMENT, DISTRICT, ORGANISATION

_COMMUNE = pattern(r"(?:UBND\s+)?(xã|phường|thị trấn|đặc khu)\s+(<A>.*)", re.IGNORECASE)
_DISTRICT = pattern(r"(?:UBND\s+)?(huyện|thị xã|quận|thành phố)\s+(<A>.*)", re.IGNORECASE)
_ORGANISATIONS: Final = (
    "hoi ",
    "doan ",
    "lien hiep",
    "lien doan",
    "mat tran",
    "uy ban mttq",
    "hiep hoi",
    "lien minh",
)
_LONGEST_CODE: Final = 10


def with_proposals(
    rows: Sequence[Row], directory: UnitDirectory, top: str
) -> tuple[tuple[Row, ...], UnitDirectory, tuple[Unit, ...]]:
    """Give every name in ``rows`` a code; return the rows, the directory with the new units, and these."""
    proposals = _Proposals(directory, top)
    done = []
    for row in rows:
        lead = proposals.lead(row.lead)
        codes = tuple(
            dict.fromkeys(proposals.code_of(name) for name in row.cooperating.unknown if _is_name(name))
        )
        texts = (*row.cooperating.vague, *(name for name in row.cooperating.unknown if not _is_name(name)))
        helpers = Parties(
            tuple(dict.fromkeys(code for code in (*row.cooperating.codes, *codes) if code not in lead)),
            (),
            texts,
        )
        doubts = [*row.doubts]
        if not lead:
            lead = (top,)
        done.append((row, lead, helpers, doubts))
    finished = []
    for row, lead, helpers, doubts in done:
        made = replace(row, cooperating=helpers, doubts=doubts)
        made.lead = replace(row.lead, codes=lead)
        finished.append(made)
    return tuple(finished), proposals.directory(), tuple(proposals.units.values())


class _Proposals:
    def __init__(self, directory: UnitDirectory, top: str) -> None:
        self._known = directory
        self._top = top
        self._taken = {fold(unit.code) for unit in directory.units} | {
            fold(one.code) for one in directory.classes
        }
        self._taken |= {fold(code) for unit in directory.units for code in unit.other_codes}
        self.units: dict[str, Unit] = {}

    def lead(self, parties: Parties) -> tuple[str, ...]:
        codes = [*parties.codes]
        codes += [self.code_of(name) for name in parties.unknown]
        for name in parties.vague:
            codes += self._behind(name)
        return tuple(dict.fromkeys(codes))

    def code_of(self, name: str) -> str:
        """Return the code of a name that no known unit bears, making one where it is new."""
        key = fold(name)
        if key not in self.units:
            self.units[key] = self._unit(" ".join(name.split())[:200])
        return self.units[key].code

    def directory(self) -> UnitDirectory:
        return self._known.with_units(self.units.values()) if self.units else self._known

    def _behind(self, name: str) -> list[str]:
        """Return what "các địa phương", "các cơ quan, đơn vị" may stand for, else a unit of that name."""
        name = re.sub(r"^thủ trưởng\s+", "", name, flags=re.IGNORECASE)
        folded = fold(name)
        classes: list[str] = []
        is_local = self._known.get("X-VP") is not None or self._known.get("H-VP") is not None
        issuer = self._known.get(self._top)
        is_local = is_local or (issuer is not None and issuer.level == ORGANISATION)
        of_province = not is_local and self._known.get_class("so-nganh") is not None
        if re.search(r"\bbo(?: truong)?\b(?! phan)", folded):
            return [self.code_of(name[:1].upper() + name[1:])]  # ministries
        if re.search(r"\bchu tri\b", folded):
            return [self.code_of(name)]  # "Các cơ quan chủ trì dự án"
        if of_province and re.search(r"\b(?:(?<!co )so|ban|nganh|co quan|don vi)\b", folded):
            classes.append("so-nganh")
        if self._known.get_class("cap-xa") and re.fullmatch(r"(?:ubnd )?cac (?:xa|phuong|thi tran)", folded):
            classes.append("cap-xa")
        elif not re.search(r"\buy\b(?! ban)", folded) and re.search(
            r"\b(?:dia phuong|ubnd|cac (?:huyen|xa|phuong|cap))\b", folded
        ):
            classes += [code for code in ("cap-huyen", "cap-xa") if self._known.get_class(code)]
        return classes or [self.code_of(name[:1].upper() + name[1:])]

    def _unit(self, name: str) -> Unit:
        code = self._new_code(name)
        top = self._known.units[0].code if self._known.units else None
        for place, level in ((_COMMUNE, COMMUNE), (_DISTRICT, DISTRICT)):
            if found := place.fullmatch(name):
                return administrative_unit(level, code, found[1].capitalize(), found[2].strip(), top)
        level = ORGANISATION if fold(name).startswith(_ORGANISATIONS) else DEPARTMENT
        parent = self._top if self._known.get(self._top) else top
        kind = name.split(maxsplit=1)[0]
        return Unit(code, name, name if len(name) <= 30 else name[:29] + "…", kind, level, parent)

    def _new_code(self, name: str) -> str:
        words = re.findall(r"[a-z0-9]+", fold(name))
        base = "".join(word if word.isdigit() else word[0] for word in words).upper()[:_LONGEST_CODE] or "DV"
        code, number = base, 2
        while fold(code) in self._taken:
            code, number = f"{base}-{number}", number + 1
        self._taken.add(fold(code))
        return code


def _is_name(name: str) -> bool:
    """Tell whether a helper that we do not know is one body, not a description."""
    return (
        name[:1].isupper()
        and len(name.split()) <= 14
        and not fold(name).startswith(("cac ", "mot so", "nhung"))
    )
