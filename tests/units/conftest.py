from pathlib import Path

import pytest

from plan_data.units import UnitDirectory, read_units_csv, read_units_file

SHIPPED = Path(__file__).parents[2] / "plan_data" / "plans" / "thanh-hoa-2018" / "units.yaml"

# A piece of the statistics office's list: names that repeat within and between districts, all kinds.
COMMUNES = """\
level,code,name,kind,parent_code
1,38,Thanh Hóa,Tỉnh,
2,380,Thanh Hóa,Thành phố,38
2,385,Quan Hóa,Huyện,38
2,386,Bá Thước,Huyện,38
2,402,Như Xuân,Huyện,38
2,407,Tĩnh Gia,Huyện,38
3,14757,Ba Đình,Phường,380
3,14760,Lam Sơn,Phường,380
3,14869,Quan Hóa,Thị trấn,385
3,14872,Thành Sơn,Xã,385
3,14875,Trung Sơn,Xã,385
3,14878,Phú Thanh,Xã,385
3,14881,Trung Thành,Xã,385
3,14938,Thành Sơn,Xã,386
3,14923,Cành Nàng,Thị trấn,386
3,16180,Thanh Sơn,Xã,402
3,16240,Thanh Hòa,Xã,402
3,16612,Thanh Sơn,Xã,407
3,16594,Định Hải,Xã,407
"""


@pytest.fixture(scope="session")
def shipped() -> UnitDirectory:
    """The units that the repository ships: the province, its bodies, the districts."""
    return read_units_file(SHIPPED)


@pytest.fixture(scope="session")
def loaded(shipped: UnitDirectory) -> UnitDirectory:
    """The shipped units with a few communes."""
    units, problems = read_units_csv(COMMUNES, shipped)
    assert problems == ()
    return shipped.with_units(units)
