"""A pack's openings as one DMN decision table: a row for each way in which a step is opened, collecting all that match.

The facts that the engine folds out of the ledger are handed to the table ready-made, one column each.
"""

from xml.sax.saxutils import escape

from fairgate.engine.code import Code, Opener

COLUMNS = ("marks", "settings", "clauses", "since", "outcomes", "heard", "breaches")
FACTS: dict[str, object] = {
    "marks": ["serious"],
    "settings": ["premises"],
    "clauses": ["aggression", "threat"],
    "since": {"conversation": 2, "meeting": 1},
    "outcomes": {"conversation": "not_sufficient", "meeting": "refused"},
    "heard": [],
    "breaches": 3,
}
"""What is known of a case in its middle; plain JSON values, since they are stored with the workflow."""


def cells(opener: Opener) -> dict[str, str]:
    """What one opener asks of each column; a column it does not ask about is left out."""
    asked: dict[str, str] = {}
    if opener.marked is not None:
        asked["marks"] = f'"{opener.marked}" in ?'
    if opener.settings:
        asked["settings"] = f"not {_strings(opener.settings)}.isdisjoint(?)"
    if opener.breaches:
        asked["clauses"] = f"not {_strings(opener.breaches)}.isdisjoint(?)"
    if opener.since is not None:
        asked["since"] = f'?.get("{opener.since}", 0) &gt;= {opener.count}'
    if opener.after is not None:
        asked["outcomes"] = f'?.get("{opener.after}") in {_strings(opener.outcomes)}'
    if opener.heard is not None:
        asked["heard"] = f'"{opener.heard}" in ?'
    asked["breaches"] = f"? &gt;= {opener.count}"
    return asked


def _strings(values: frozenset[str]) -> str:
    return "{" + ", ".join(f'"{value}"' for value in sorted(values)) + "}"


def rows(code: Code) -> list[tuple[str, Opener]]:
    """Every step with every way in, in the order of the pack."""
    return [(rule.id, opener) for rule in code.steps.values() for opener in rule.opens]


def dmn_of(code: Code) -> str:
    """The table as DMN 1.3. It answers with two lists: the steps that are open, and the paragraphs that open them."""
    inputs = "".join(
        f'<input id="i_{name}"><inputExpression id="x_{name}"><text>{name}</text></inputExpression></input>'
        for name in COLUMNS
    )
    rules = []
    for number, (step, opener) in enumerate(rows(code)):
        asked = cells(opener)
        entries = "".join(
            f'<inputEntry id="r{number}_{name}"><text>{asked.get(name, "")}</text></inputEntry>' for name in COLUMNS
        )
        told = (("step", step), ("paragraphs", ", ".join(opener.paragraphs)))
        outputs = "".join(
            f'<outputEntry id="r{number}_{name}"><text>"{escape(value)}"</text></outputEntry>' for name, value in told
        )
        rules.append(f'<rule id="r{number}">{entries}{outputs}</rule>')
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="openings_file" name="Openings" '
        'namespace="http://fairgate.example/bench"><decision id="openings" name="Openings">'
        f'<decisionTable id="openings_table" hitPolicy="COLLECT">{inputs}'
        '<output id="o_step" label="step" name="step"/>'
        '<output id="o_paragraphs" label="paragraphs" name="paragraphs"/>'
        f"{''.join(rules)}</decisionTable></decision></definitions>"
    )
