"""What each letter says, read back from its PDF: each fact it is there to tell, and no more than the law allows."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from fairgate.delivery.letter import Letter, Way
from fairgate.delivery.pdf import render
from fairgate.engine.words import Agency, Decision, Kind, Purpose, Topic
from fairgate.policy.pack import ids, load_pack
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.reading import Text, in_full

ENDING = {Decision.LIFT, Decision.END}
MEASURES = {Kind.BAR, Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP}
NAMES = sorted(SAMPLES)
NOTES = [name for name in NAMES if SAMPLES[name].agency]
TO_THE_PERSON = [name for name in NAMES if not SAMPLES[name].agency]
NOTICES = [name for name in NAMES if SAMPLES[name].kind in MEASURES and not SAMPLES[name].decision]
BARS = [
    name
    for name in NAMES
    if SAMPLES[name].kind is Kind.BAR and (not (taken := SAMPLES[name].decision) or taken.word not in ENDING)
]
WAYS = {Way.WRITING: "in writing", Way.EMAIL: "by e-mail", Way.PHONE: "by telephone", Way.MEETING: "at a meeting"}


def goes_on(letter: Letter) -> bool:
    return letter.decision is None or letter.decision.word not in ENDING


def dates_that_matter(letter: Letter) -> dict[str, date | None]:
    """The dates that a person has to act by or live with: each of them belongs in the letter once."""
    hearing = letter.representations
    heard_by = hearing.by if hearing else None
    if letter.decision:
        dates = {"decision.on": letter.decision.on, "from_on": letter.from_on}
        if goes_on(letter):
            dates |= {"until": letter.until, "review_on": letter.review_on}
        if letter.decision.word is Decision.EXTEND:
            dates["representations.by"] = heard_by
        return dates
    if letter.kind is Purpose.ACKNOWLEDGEMENT:
        return {"from_on": letter.from_on, "received_on": letter.received_on, "answer_by": letter.answer_by}
    dates = {"until": letter.until, "review_on": letter.review_on, "reply_by": letter.reply_by}
    dates |= {"from_on": letter.from_on, "representations.by": heard_by}
    return dates | {"meeting.on": letter.meeting.on if letter.meeting else None}


def test_every_letter_of_every_pack_is_among_the_samples() -> None:
    carried = {(pack, letter) for pack in ids() for letter in load_pack(pack).code.letters}
    assert {(letter.pack, letter.id) for letter in SAMPLES.values()} == carried


def test_every_decision_that_sends_a_letter_is_among_the_samples() -> None:
    sent = set()
    for pack in ids():
        for step in load_pack(pack).code.steps.values():
            rules = [step.measure.decision, step.measure.review] if step.measure else []
            sent |= {(pack, o.letter, o.decision) for rule in rules if rule for o in rule.outcomes if o.letter}
    assert sent
    assert sent <= {(one.pack, one.id, one.decision.word) for one in SAMPLES.values() if one.decision}


@pytest.mark.parametrize("name", NAMES)
def test_each_date_that_matters_stands_in_full_exactly_once(name: str, shelf: Shelf) -> None:
    dates = {field: day for field, day in dates_that_matter(SAMPLES[name]).items() if day}
    found = {field: shelf.text(name).count(in_full(day)) for field, day in dates.items()}
    assert found == dict.fromkeys(dates, 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_date_that_does_not_belong_in_the_letter_is_not_in_it(name: str, shelf: Shelf) -> None:
    letter = SAMPLES[name]
    assert in_full(date(2031, 1, 1)) not in shelf.text(name)
    if not goes_on(letter) and letter.until:
        assert in_full(letter.until) not in shelf.text(name), "a measure that is over has no last day to come"


@pytest.mark.parametrize("name", NAMES)
def test_the_last_day_says_whether_it_counts(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    last = [letter.until if goes_on(letter) else None, letter.reply_by]
    for day in filter(None, last):
        assert f"{in_full(day)}, and that day is included" in text


@pytest.mark.parametrize("name", NAMES)
def test_it_names_writer_reader_school_trust_contact_and_the_way_to_complain(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    assert letter.contact is not None
    wanted = [letter.recipient.name, *letter.recipient.address, letter.school.name, *letter.school.address]
    wanted += [letter.signatory.name, letter.signatory.office, letter.trust.name, letter.subject, letter.reference]
    wanted += [letter.contact.person, letter.contact.office, letter.contact.email, letter.contact.phone]
    wanted += [in_full(letter.dated), "Private and confidential", "Yours sincerely"]
    if letter.agency is None:
        assert letter.complaints is not None
        wanted.append(letter.complaints.name)
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_gives_facts_reasons_and_paragraphs_once_each(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    told = [fact.text for fact in letter.facts] if goes_on(letter) else []
    told += [letter.reasons, letter.serious_reasons, letter.decision.said if letter.decision else letter.said]
    told += [paragraph.text for paragraph in letter.cited] + [earlier.text for earlier in letter.earlier]
    counts = {words: text.count(words) for words in told if words}
    assert counts == dict.fromkeys(counts, 1)
    assert [one.ref for one in letter.cited if one.ref not in text] == []
    assert text.count("not yet decided") == sum(not fact.found for fact in letter.facts)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_its_foot(name: str, shelf: Shelf) -> None:
    letter, feet = SAMPLES[name], shelf.text(name).feet
    for number, foot in enumerate(feet, 1):
        line = " ".join(foot.split())
        assert f"Page {number} of {len(feet)}" in line
        record = f"Record: {letter.ledger.count} entries. " if letter.ledger.count else ""
        assert f"{record}Check code 3fa9 4c0d 7be1 e2aa at gate.example.org" in line
        assert ("Record:" in line) is bool(record)
        assert f"edition {letter.edition}" in line
        assert f"Reference {letter.reference}" in line


@pytest.mark.parametrize("name", TO_THE_PERSON)
def test_it_offers_other_formats_and_adjustments(name: str, shelf: Shelf) -> None:
    text = shelf.text(name)
    offers = ["large print", "plainer English", "translated", "interpreter", "adjustment"]
    assert [words for words in offers if words not in text] == []


@pytest.mark.parametrize("name", BARS)
def test_a_bar_states_its_effect_in_careful_words(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    wanted = ["implied licence", "trespass, which is a civil matter", "may also be an offence under section 547"]
    wanted += ["judicial review", "advice", "time limits are short", letter.sites[0]]
    wanted += list(letter.children) + list(letter.exceptions) + ["reports"]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_says_who_decides_who_hears_and_how(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    assert letter.representations is not None
    assert letter.decider is not None
    wanted = [letter.decider.name, letter.decider.office, letter.representations.to, letter.representations.heard_by]
    wanted += [WAYS[way] for way in letter.representations.how] + [letter.reviewer]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_its_own_words_accuse_nobody_of_a_crime_or_of_defamation(name: str, shelf: Shelf) -> None:
    letter = SAMPLES[name]
    own = " ".join(shelf.text(name).whole.split())
    for quoted in [*(one.text for one in letter.cited), *(fact.text for fact in letter.facts)]:
        own = own.replace(" ".join(quoted.split()), "")
    for forbidden in ("defam", "libel", "slander", "criminal", "prosecut", "guilty", "illegal", "will be an offence"):
        assert forbidden not in own.lower()
    for offence in re.findall(r"\b(\w+ \w+ \w+) an offence", own):
        assert "may" in offence.split()


def unknown_references(wording: str, known: set[str]) -> set[str]:
    """The paragraphs that a template's own words cite and the code does not have. 5.2 is good for 5.2a and 5.2b."""
    cited = {
        ref for found in re.findall(r"paragraphs?~([\d.~and ]*\d)", wording) for ref in re.findall(r"[\d.]*\d", found)
    }
    cited |= {f"note.{number}" for number in re.findall(r"note~(\d)", wording)}
    return {ref for ref in cited if not any(re.fullmatch(re.escape(ref) + r"[a-z]?(\.\d+)?", one) for one in known)}


@pytest.mark.parametrize("pack", ids())
def test_its_own_words_cite_only_paragraphs_that_the_code_has(pack: str) -> None:
    loaded = load_pack(pack)
    templates = sorted((loaded.folder / "letters").rglob("*.typ"))
    assert len(templates) == len(loaded.code.letters) + 1, "each letter, and the parts that they share"
    for template in templates:
        assert unknown_references(template.read_text(encoding="utf-8"), set(loaded.code.paragraphs)) == set()


def test_the_control_a_paragraph_that_is_not_there_is_found() -> None:
    known = {"5.2a", "5.4", "note.1", "2.5b.1"}
    wording = "(paragraphs~5.2 and~5.9), (paragraph~5.4), (note~1), (note~7), paragraph~5.1 of the Code, paragraph~2.5"
    assert unknown_references(wording, known) == {"5.9", "5.1", "note.7"}


def test_oaks_confirmation_states_length_review_and_the_courts(shelf: Shelf) -> None:
    text = shelf.text("oak/bar_decision-confirm")
    assert "Lasts until Friday 15 November 2024, and that day is included" in text
    assert "To be reviewed on Wednesday 13 November 2024" in text
    assert "civil courts (paragraph 5.5)" in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("aspire/ban_notice", "It is a temporary ban"),
        ("oak/bar_notice", "This is a temporary bar. It holds from the day above, and it is provisional"),
        ("model/intention_notice", "This is notice of an intention. You are not barred now."),
        ("model/bar_notice-urgent", "This is an urgent, temporary bar"),
        ("model/order_notice", "It is a short order"),
        ("aspire/meeting_invitation", "the code reads that as a refusal"),
        ("oak/removal_request", "We are not saying that anything you wrote is against the law"),
        ("oak/legal_warning", "Whether a post is unlawful is for a court to say"),
        ("aspire/acknowledgement", "Nothing has been decided about them yet"),
        ("oak/acknowledgement", "Until then the bar stays in place"),
        ("model/acknowledgement-intention", "You are not barred"),
        ("aspire/ban_ended", "You may come onto the premises again"),
        ("oak/measure_ended-channel", "You can reach the school again in all the usual ways"),
        ("model/removal_request", "We do not say that anything you wrote is against the law"),
        ("model/contact_notice", "the limit is suspended until they have been decided on"),
    ],
)
def test_it_says_what_kind_of_letter_it_is(name: str, words: str, shelf: Shelf) -> None:
    assert words in shelf.text(name)


@pytest.mark.parametrize("name", [name for name in NAMES if SAMPLES[name].plan and goes_on(SAMPLES[name])])
def test_a_limit_on_contact_says_how_each_thing_is_reached_by_a_way_that_is_open(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    assert {one.topic for one in letter.plan} == set(Topic)
    for one in letter.plan:
        assert f"{one.about}. {one.says} {one.channel}: {one.at}" in text
        assert one.topic is Topic.COMPLAINT or one.channel not in letter.channels_closed


@pytest.mark.parametrize("name", NOTES)
def test_a_note_to_another_body_tells_it_what_it_needs_and_no_more(name: str, shelf: Shelf) -> None:
    letter, text = SAMPLES[name], shelf.text(name)
    parent = SAMPLES[f"{letter.pack}/acknowledgement"].recipient
    told = letter.about is not None
    assert (parent.name in text) is told, "a site that carries a post is not told whose it is"
    needs_children = letter.agency in (Agency.SOCIAL_CARE, Agency.LADO)
    assert all((child in text) is needs_children for child in SAMPLES[f"{letter.pack}/acknowledgement"].children)
    assert "It is written for you, and holds only what we think you need" in text
    assert "large print" not in text


def test_a_confidential_address_is_in_no_note() -> None:
    letter = SAMPLES["oak/referral_note-social_care"]
    assert letter.about is not None
    kept_back = replace(letter, about=replace(letter.about, address=(), address_kept_back=True))
    text = Text(render(folder(kept_back), kept_back))
    assert "Confidential. Please ask the person named below." in text
    assert letter.about.address[0] not in text
