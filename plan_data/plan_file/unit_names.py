"""Names of units in a spreadsheet: what is shown for a code, and the code that a text means."""

from plan_data.units import UnitDirectory
from plan_data.units.fold import accent_key


class UnitNames:
    """Both ways between codes and names of one directory. A name that several units share is never used."""

    def __init__(self, directory: UnitDirectory) -> None:
        self._directory = directory
        self._codes: dict[str, set[str]] = {}
        for unit in directory.units:
            for name in (unit.name, directory.display_name(unit.code), *unit.aliases):
                self._codes.setdefault(accent_key(name), set()).add(unit.code)
        for one in directory.classes:
            for name in (one.name, *one.aliases):
                self._codes.setdefault(accent_key(name), set()).add(one.code)

    def shown(self, code: str) -> str:
        """Return the name to show for a code, or the code itself where the name would not lead back to it."""
        name = self._directory.display_name(code)
        return name if ";" not in name and self.code_of(name) == code else code

    def all_shown(self) -> tuple[str, ...]:
        """Return the names of all units and classes, classes first."""
        codes = [one.code for one in self._directory.classes] + [unit.code for unit in self._directory.units]
        return tuple(dict.fromkeys(map(self.shown, codes)))

    def code_of(self, text: str) -> str | None:
        """Return the code that ``text`` is, or names; None where it names none or several."""
        text = " ".join(text.split())
        if self._directory.get(text) or self._directory.get_class(text):
            return text
        codes = self._codes.get(accent_key(text), set())
        return next(iter(codes)) if len(codes) == 1 else None
