"""The form layer draws what govuk-frontend draws: each of our field templates against its own fixtures.

A fixture is options and the HTML that govuk-frontend makes of them. We build the same field as ours and compare the
two as trees: classes and attributes in any order, white space between tags aside, the text of a textarea exactly.
What our layer does not do is listed by name, with the reason; a fixture that is neither drawn nor listed fails.
"""

import json

import pytest
from django.template import loader
from tests.web.drawing import BUILDERS, COMPONENTS, compared, tree

# --- what is left out, and why ----------------------------------------------------------------------------------------

LEFT_OUT = {
    "HTML in place of text: our labels, hints, options and errors are words, always escaped": {
        "input": ["with prefix with html", "with suffix with html"],
        "radios": ["with legend as page heading", "fieldset params", "fieldset with html"],
        "checkboxes": ["label with attributes", "fieldset params", "fieldset html params"],
    },
    "classes and attributes of inner parts (prefix, suffix, wrapper, the label of an option): ours have none": {
        "input": [
            "with prefix with classes",
            "with prefix with attributes",
            "with suffix with classes",
            "with suffix with attributes",
            "with customised input wrapper",
        ],
        "radios": ["label with attributes"],
    },
    "gaps in a list of options, and options without a value: ours have none": {
        "radios": ["with falsy items"],
        "checkboxes": ["with falsy values"],
        "select": [
            "with falsy items",
            "hint",
            "without values",
            "without values with selected value",
            "with falsy values",
        ],
    },
    "an option that says of itself that it is not chosen, against the value: ours go by the value alone": {
        "radios": ["item checked overrides value"],
        "checkboxes": ["item checked overrides values"],
        "select": ["item selected overrides value"],
    },
    "an option with an id or a name of its own: ours follow from the field's": {
        "radios": ["with hints on items", "with disabled"],
        "checkboxes": ["with hints on items", "with id and name", "with disabled item"],
    },
    "boxes without a fieldset, each described by the group's hint: ours are in a fieldset, which is described": {
        "checkboxes": [
            "multiple hints",
            "with single option set 'aria-describedby' on input, and describedBy",
            "with single option (and hint) set 'aria-describedby' on input, and describedBy",
            "with error and idPrefix",
        ],
    },
    "spell checking of long text switched on or off: left to the browser": {
        "textarea": ["with spellcheck enabled", "with spellcheck disabled"],
        "character-count": ["spellcheck enabled", "spellcheck disabled"],
    },
    "counting words, counting from a threshold, other texts or looks: ours counts characters, as the server does": {
        "character-count": [
            "with maxwords",
            "with count type 'length'",
            "with count type 'characters'",
            "with count type 'characters' and value",
            "with count type 'characters' and error message",
            "with count type 'characters' and threshold",
            "with count type 'words'",
            "with count type 'words' and value",
            "with count type 'words' and error message",
            "with count type 'words' and threshold",
            "with threshold",
            "with custom textarea description",
            "custom classes on countMessage",
            "to configure in JavaScript",
            "with neither maxlength nor maxwords set",
            "with neither maxlength, maxwords nor textarea description set",
            "with translations",
        ],
    },
    "a password that comes back to the browser: never": {"password-input": ["value"]},
    "the component's own texts in another language: ours are English": {
        "password-input": ["with translations"],
        "date-input": ["with translations"],
    },
    "the drop zone made by script: ours is the browser's own control, which works everywhere": {
        "file-upload": [
            "enhanced",
            "enhanced, with error message and hint",
            "enhanced, multiple files",
            "enhanced, custom wrapper classes and attributes",
            "translated",
        ],
    },
    "other boxes than day, month and year, or boxes given one by one: our date is always those three": {
        "date-input": [
            "with values, name prefix and custom names",
            "day and month",
            "day and month (using items)",
            "month and year",
            "month and year (using items)",
            "with empty items",
            "custom pattern",
            "custom inputmode",
            "with nested name",
            "with id on items",
            "suffixed id",
            "with item value",
            "with field value",
            "with field value and items",
            "with field value and item value",
            "with field value, item value and values",
            "with field value overriding values",
            "items with classes",
            "items without classes",
            "with input attributes",
            "with error on day input (using items)",
            "with error on month input (using items)",
            "with error on year input (using items)",
            "with error on single field by omission",
            "with error on single field using classes",
            "with error on single item",
            "with error on single item by omission",
            "with error on single item using classes",
        ],
    },
    "a box marked wrong without a word of what is wrong: ours always says it": {
        "date-input": [
            "with errors only",
            "with errors only (using classes)",
            "with errors only (using items)",
            "with errors only (using items and classes)",
        ],
    },
    "a date without a fieldset and a question: ours always asks one": {
        "date-input": ["classes", "attributes", "fieldset html"]
    },
}
NOT_DRAWN = {(kind, name) for kinds in LEFT_OUT.values() for kind, names in kinds.items() for name in names}
FIXTURES = {
    (kind, fixture["name"]): fixture
    for kind in BUILDERS
    for fixture in json.loads((COMPONENTS / kind / "fixtures.json").read_text())["fixtures"]
}


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    assert not NOT_DRAWN - FIXTURES.keys(), "these names are not among the fixtures"
    assert sum(len(names) for kinds in LEFT_OUT.values() for names in kinds.values()) == len(NOT_DRAWN)
    assert len(FIXTURES) - len(NOT_DRAWN) > 150


@pytest.mark.parametrize(("kind", "name"), sorted(FIXTURES.keys() - NOT_DRAWN))
def test_a_field_is_drawn_as_govuk_frontend_draws_it(kind: str, name: str) -> None:
    ours, expected = compared(kind, FIXTURES[kind, name])
    assert ours == expected


def test_the_comparison_sees_a_difference() -> None:
    fixture = FIXTURES["radios", "with fieldset and error message"]
    silent = json.loads(json.dumps(fixture))
    del silent["options"]["errorMessage"]
    ours, _ = compared("radios", silent)
    assert ours != tree(fixture["html"])
    shifted = FIXTURES["textarea", "with default value"]["html"].replace("London\n", "London\n  ")
    assert tree(shifted) != tree(FIXTURES["textarea", "with default value"]["html"])


SUMMARIES = {f["name"]: f for f in json.loads((COMPONENTS / "error-summary/fixtures.json").read_text())["fixtures"]}
PLAIN_SUMMARIES = ["default", "without links", "mixed with and without links", "error list with html as text"]


@pytest.mark.parametrize("name", PLAIN_SUMMARIES)
def test_the_error_summary_is_drawn_as_govuk_frontend_draws_it(name: str) -> None:
    """The others have a title, a description, classes or HTML of their own: ours is always the same box."""
    listed = SUMMARIES[name]["options"]["errorList"]
    problems = [{"text": one["text"], "href": one.get("href", "")} for one in listed]
    html = loader.get_template("shared/forms/error_summary.html").render({"problems": problems})
    assert tree(html) == tree(SUMMARIES[name]["html"])
