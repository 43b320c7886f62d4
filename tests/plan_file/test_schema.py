"""The JSON Schema that editors check plan files with."""

import json

from plan_data.plan_file import Obligation, Plan, plan_json_schema


def test_the_schema_names_every_field_with_a_description() -> None:
    schema = json.loads(json.dumps(plan_json_schema()))
    obligation = schema["$defs"]["Obligation"]
    assert set(schema["properties"]) == set(Plan.model_fields)
    assert set(obligation["properties"]) == set(Obligation.model_fields)
    assert set(obligation["required"]) == {"code", "section", "title", "sentence", "lead"}
    assert all("description" in field for field in obligation["properties"].values())
    assert obligation["additionalProperties"] is False
