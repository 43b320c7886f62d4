"""Small plans as text for the tests: a whole plan around the obligations that matter."""

from textwrap import dedent, indent

HEAD = """\
code: test-plan
title: Kế hoạch thử
issuer: UBND tỉnh Thanh Hóa
year: 2018
units: units.yaml
obligations:
"""

UNITS = """\
province: {code: UBND-TINH, kind: Tỉnh, name: Thanh Hóa}
bodies:
  - {code: SYT, kind: Sở, name: Sở Y tế}
  - {code: SXD, kind: Sở, name: Sở Xây dựng}
  - {code: STC, kind: Sở, name: Sở Tài chính}
districts:
  - {code: "385", kind: Huyện, name: Quan Hóa}
  - {code: "384", kind: Huyện, name: Mường Lát}
  - {code: "381", kind: Thị xã, name: Bỉm Sơn}
classes:
  - {code: so-nganh, name: "Các sở, ban, ngành cấp tỉnh", members: [SYT, SXD, STC]}
  - {code: cap-huyen, name: UBND cấp huyện, level: district}
  - {code: cap-xa, name: UBND cấp xã, level: commune}
"""


def plan_text(*obligations: str) -> str:
    """Return a plan with these obligations, each given as its lines of YAML without the dash."""
    items = [indent(dedent(one).strip(), "    ").replace("    ", "  - ", 1) for one in obligations]
    return HEAD + "\n".join(items) + "\n"


def obligation(code: str = "N-1", **fields: str) -> str:
    """Return the lines of one obligation; ``fields`` are added to the required ones or replace them."""
    lines = {
        "code": code,
        "section": "I",
        "title": f"Việc {code}",
        "sentence": "Làm việc này.",
        "lead": "[SYT]",
    }
    lines.update(fields)
    return "\n".join(f"{name}: {value}" for name, value in lines.items())
