"""Units of a plan: their tree, the classes that plans name, their spellings, and the search over them.

Pure: nothing here touches the network, a database or a clock.
"""

from plan_data.units.directory import UnitDirectory
from plan_data.units.fold import fold
from plan_data.units.in_sentence import FoundUnit, UnitFinder
from plan_data.units.search import UnitMatch
from plan_data.units.unit import Unit, UnitClass
from plan_data.units.units_csv import read_units_csv
from plan_data.units.units_file import read_units_file

__all__ = [
    "FoundUnit",
    "Unit",
    "UnitClass",
    "UnitDirectory",
    "UnitFinder",
    "UnitMatch",
    "fold",
    "read_units_csv",
    "read_units_file",
]
