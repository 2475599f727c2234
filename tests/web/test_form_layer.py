"""What is typed comes back as it was typed, what is wrong is said and linked to, what is right has its type."""

from datetime import date, time
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from fairgate.web.shared.forms import (
    ActForm,
    Checkboxes,
    Confirm,
    Date,
    Email,
    Files,
    Form,
    LongText,
    Number,
    Option,
    Password,
    Radios,
    Select,
    Text,
    Time,
)

TODAY = date(2026, 11, 20)


class Everything(ActForm):
    name = Text("Name of the visitor", limit=20)
    email = Email("E-mail address")
    count = Number("How many times", least=1, most=9)
    on = Date("When it happened", past=True)
    at = Time("The time")
    where = Radios(
        "Where was it?",
        [Option("gate", "At the gate"), Option("else", "Elsewhere", reveals=("place", "until"))],
    )
    place = Text("The place")
    until = Date("The last day", required=False)
    what = Checkboxes(
        "What happened?",
        [Option("shout", "Shouting"), Option("push", "Pushing"), Option("none", "Neither", alone=True)],
    )
    school = Select("School", [Option("a", "A School"), Option("b", "B School")])
    words = LongText("What was said", limit=100)
    sure = Confirm("I have read this")


RIGHT = {
    "operation": "8b0b8a49-7f04-4e5c-9ee6-6d7b6ad6b1f1",
    "seen": "3",
    "name": "  Jo Bloggs ",
    "email": "Jo@Example.ORG",
    "count": "2",
    "on-day": "3",
    "on-month": "mar",
    "on-year": "2026",
    "at": "2.05pm",
    "where": "gate",
    "what": ["push", "shout"],
    "school": "b",
    "words": "He said:\r\n\r\n  “no”\t",
    "sure": "on",
}


def sent(form: type[Form] = Everything, **changed: Any) -> Form:
    """The form as it was sent: right, but for what is `changed` (None: not sent at all)."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in (RIGHT | {k.replace("__", "-"): v for k, v in changed.items()}).items():
        if value is not None:
            data.setlist(name, value if isinstance(value, list) else [value])
    return form(data, today=TODAY)


class Reader(HTMLParser):
    """What a browser makes of the page: the ids on it, the links, the texts of its text areas."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.described: list[str] = []
        self.areas: list[str] = []
        self.attributes: set[str] = set()
        self.in_area = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes |= given.keys()
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given["href"] or "")
        self.described += (given.get("aria-describedby") or "").split()
        self.in_area = tag == "textarea"
        if self.in_area:
            self.areas.append("")

    def handle_data(self, data: str) -> None:
        if self.in_area:
            # HTML: line ends are LF, and the first one after the tag is not part of the text.
            text = data.replace("\r\n", "\n")
            self.areas[-1] += text.removeprefix("\n") if not self.areas[-1] else text

    def handle_endtag(self, tag: str) -> None:
        self.in_area = False


def test_what_is_right_has_its_type() -> None:
    form = sent()
    assert form.is_valid(), form.errors
    cleaned = form.cleaned_data
    assert cleaned["name"] == "Jo Bloggs"
    assert cleaned["email"] == "jo@example.org"
    assert cleaned["count"] == 2
    assert cleaned["on"] == date(2026, 3, 3)
    assert cleaned["at"] == time(14, 5)
    assert cleaned["what"] == ["shout", "push"]
    assert cleaned["school"] == "b"
    assert cleaned["words"] == "He said:\n\n  “no”\t"
    assert cleaned["seen"] == 3
    assert form.error_summary == ""


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "\nbegins with an empty line",
        "\n\n\nthree of them",
        "  spaces and a tab\t\n\n    deeply\n\tindented  \n\n",
        "</textarea><script>alert(1)</script> & &amp; “quotes” 'single' \"double\"",
        "x" * 500,
        "ends\n",
        "á ł Ø 🙂 \u200f\u0627\u0644",
    ],
)
def test_long_text_comes_back_byte_for_byte(text: str) -> None:
    """Sent with an error elsewhere, shown again, sent again from there: the same, twice over and more."""

    class Inner(Form):
        how = Radios("How?", [Option("x", "X", reveals=("words",)), Option("y", "Y")])
        words = LongText("Words", limit=10)
        other = Text("Other")

    typed = text
    for _ in range(3):
        # As a browser sends it: each end of a line as CR LF.
        form = sent(Inner, how="x", words=typed.replace("\n", "\r\n"), other="")
        assert not form.is_valid()
        shown = Reader(str(form)).areas
        assert shown == [text]
        typed = shown[0]
    assert LongText("Words").clean(text.replace("\n", "\r\n")) == text


def test_a_line_is_read_as_it_looks() -> None:
    class Named(Form):
        name = Text("Name")

    form = Named({"name": " \u202eyarB\u202c Ja\u200bne \ufeff"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "yarB Jane"
    assert not Named({"name": "\u200b\u202e"}).is_valid()
    joined = Named({"name": "\u0645\u06cc\u200c\u0631\u0627"})  # which Persian is written with
    assert joined.is_valid()
    assert joined.cleaned_data["name"] == "\u0645\u06cc\u200c\u0631\u0627"


def test_no_control_cuts_what_is_pasted() -> None:
    html = str(sent(name="x" * 21))
    assert not {"maxlength", "required", "style", "onclick"} & Reader(html).attributes
    assert 'value="' + "x" * 21 in html
    assert "use 20 characters or fewer; there are 21 now" in html


def test_every_error_is_listed_and_its_link_leads_to_its_field() -> None:
    empty = {name: None for name in RIGHT if name not in ("operation", "seen")}
    form = sent(**{name.replace("-", "__"): value for name, value in empty.items()})
    form.add_error(None, "The whole is wrong.")
    html = str(form.error_summary) + str(form)
    page = Reader(html)
    asked = ["name", "email", "count", "on", "at", "where", "what", "school", "words", "sure"]
    expected = [f"#id_{name}" + ("-day" if name == "on" else "") for name in asked]
    assert page.links == expected
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link[1:] in page.ids
    for described in page.described:
        assert described in page.ids
    assert form.problems[0] == {"text": "The whole is wrong.", "href": ""}
    assert "[" not in str(form.error_summary)
    assert "Enter name of the visitor" in html
    assert "Answer the question: Where was it?" not in html
    assert "Choose an answer: Where was it?" in html


@pytest.mark.parametrize(
    ("day", "month", "year", "says", "link"),
    [
        ("", "3", "2026", "must include a day", "day"),
        ("3", "", "", "must include a month and a year", "month"),
        ("32", "3", "2026", "a number from 1 to 31", "day"),
        ("3", "Smarch", "2026", "a number from 1 to 12, or its name", "month"),
        ("3", "13", "2026", "a number from 1 to 12, or its name", "month"),
        ("3", "3", "26", "four figures", "year"),
        ("3", "3", "20 26", "four figures", "year"),
        ("٣", "3", "2026", "a number from 1 to 31", "day"),
        ("29", "February", "2026", "February 2026 has only 28 days", "day"),
        ("21", "11", "2026", "today or in the past", "day"),
    ],
)
def test_a_date_that_is_wrong_says_which_box(day: str, month: str, year: str, says: str, link: str) -> None:
    form = sent(on__day=day, on__month=month, on__year=year)
    assert not form.is_valid()
    assert list(form.errors) == ["on"]
    assert says in form.problems[0]["text"]
    assert form.problems[0]["href"] == f"#id_on-{link}"
    html = str(form["on"])
    for part, typed in (("day", day), ("month", month), ("year", year)):
        assert not typed or f'name="on-{part}" type="text" value="{typed}"' in html


def test_a_date_knows_its_bounds_and_its_form_the_day() -> None:
    field = Date("The last day", earliest=date(2026, 11, 21), latest=date(2027, 1, 31))
    assert field.clean(("21", "nov", "2026")) == date(2026, 11, 21)
    with pytest.raises(Exception, match="must be 21 November 2026 or later"):
        field.clean(("20", "11", "2026"))
    with pytest.raises(Exception, match="must be 31 January 2027 or earlier"):
        field.clean(("1", "2", "2027"))
    with pytest.raises(ImproperlyConfigured):
        Everything(MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in RIGHT.items()})).is_valid()
    assert 'value="21"' in str(type("One", (Form,), {"on": field})(initial={"on": date(2026, 11, 21)})["on"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("2:30pm", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("1430", time(14, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("Midday", time(12)),
        ("8", None),
        ("14pm", None),
        ("25:00", None),
        ("9:60", None),
        ("half past two", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None) -> None:
    form = sent(at=typed)
    assert form.is_valid() == (meant is not None)
    if meant is not None:
        assert form.cleaned_data["at"] == meant
    else:
        assert "write the time like 14:30 or 2:30pm" in form.problems[0]["text"]


def test_a_revealed_field_counts_only_when_its_option_is_chosen() -> None:
    away = sent(place="x" * 300, until__day="99")
    assert away.is_valid(), away.errors
    assert away.cleaned_data["place"] == ""
    assert away.cleaned_data["until"] is None
    chosen = sent(where="else", until__day="99")
    assert list(chosen.errors) == ["place", "until"]
    html = str(chosen)
    assert html.count('name="place"') == 1
    assert "govuk-radios__conditional--hidden" not in html
    assert "govuk-radios__conditional--hidden" in str(away)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"where": "moon"}, "where", "Choose one of the answers"),
        ({"school": "z"}, "school", "Choose one of the answers"),
        ({"what": ["shout", "moon"]}, "what", "Choose one of the answers"),
        ({"what": ["shout", "none"]}, "what", "not both"),
        ({"count": "2.5"}, "count", "write a whole number"),
        ({"count": "10"}, "count", "write 9 or less"),
        ({"count": "0"}, "count", "write 1 or more"),
        ({"email": "jo@"}, "email", "like name@example.org"),
        ({"words": " \r\n\t"}, "words", "Enter what was said"),
        ({"words": "a\x00b"}, "words", "Null characters"),
        ({"sure": None}, "sure", "Tick the box"),
        ({"operation": "x"}, "operation", "open it again"),
        ({"seen": None}, "seen", "open it again"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, Any], field: str, says: str) -> None:
    form = sent(**changed)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert says in form.problems[0]["text"]


def test_what_was_posted_is_never_run() -> None:
    nasty = "<script>alert(1)</script>"
    html = str(sent(name=nasty, where=nasty, what=[nasty], school=nasty, at=nasty, on__day=nasty))
    assert "<script" not in html


def test_an_act_form_keeps_its_key_when_it_comes_back() -> None:
    first, second = ActForm(initial={"seen": 4}), ActForm(initial={"seen": 4})
    assert first["operation"].value() != second["operation"].value()
    assert str(first["operation"].value()) in str(first)
    assert 'name="seen" value="4"' in str(first)
    again = sent(name="")
    assert RIGHT["operation"] in str(again)
    assert str(again).count('name="operation"') == 1


def test_a_password_is_never_sent_back() -> None:
    class SignIn(Form):
        password = Password()

    form = SignIn(QueryDict("password=+secret+"))
    assert form.is_valid()
    assert form.cleaned_data["password"] == " secret "
    assert "secret" not in str(form)


def test_several_files_and_none() -> None:
    class Send(Form):
        files = Files("Pictures")

    none = Send({}, MultiValueDict())
    assert none.problems == [{"text": "Choose a file.", "href": "#id_files"}]
    two = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    form = Send({}, MultiValueDict({"files": two}))
    assert form.is_valid(), form.errors
    assert [one.name for one in form.cleaned_data["files"]] == ["a.txt", "b.txt"]
    assert form.is_multipart()
    empty = Send({}, MultiValueDict({"files": [*two, SimpleUploadedFile("c.txt", b"")]}))
    assert not empty.is_valid()


def test_what_one_form_sets_stays_in_it() -> None:
    one, other = Everything(), Everything()
    one.fields["where"].options = [Option("roof", "On the roof")]
    one.fields["name"].attrs["data-x"] = "y"
    assert "On the roof" in str(one["where"])
    assert "On the roof" not in str(other["where"])
    assert "data-x" not in str(Everything()["name"])
