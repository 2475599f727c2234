"""The JSON Schema of `pack.yaml`, for editors that complete and check while a pack is written."""

from typing import Any

import msgspec

from fairgate.policy import shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of a pack, JSON Schema 2020-12.

    A pack's scalars are text to Fairgate, but an editor reads 5.2 as a number and true as a truth value, so both
    are let through wherever text is.
    """
    printed = _lenient(msgspec.json.schema(shape.Pack))
    return {"$schema": DIALECT, "title": "A school trust's code of conduct, as a Fairgate pack", **printed}


def _lenient(part: Any) -> Any:
    if isinstance(part, list):
        return [_lenient(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _lenient(value) for key, value in part.items() if not (key == "default" and value is None)}
    if "anyOf" in found:  # a key is left out, never null
        choices = [choice for choice in found.pop("anyOf") if choice != {"type": "null"}]
        found = {**found, **choices[0]} if len(choices) == 1 else {**found, "anyOf": choices}
    kind = found.get("type")
    if kind == "string" and not found.keys() & {"pattern", "format"}:
        found["type"] = ["string", "number"]
    elif kind == "boolean":
        del found["type"]
        found["enum"] = [True, False, "true", "false"]
    elif kind == "integer":
        found["type"] = ["integer", "string"]
        found["pattern"] = "^[0-9]{1,4}$"
    return found
