"""E-mails are shown as text, with every From line; what they brought is listed; those made to exhaust are refused."""

import base64

import pytest
from oxmsg.domain import constants as c

from fairgate.delivery.evidence import eml, msg
from fairgate.delivery.evidence.limits import ATTACHMENTS_AT_MOST, DEPTH_AT_MOST, PARTS_AT_MOST, TEXT_AT_MOST
from fairgate.delivery.evidence.plain import from_html, visible
from fairgate.delivery.evidence.reading import decoded, file_name
from fairgate.delivery.evidence.refused import EvidenceRefused
from tests.evidence import files
from tests.evidence.files import attached, eml_with


def test_an_email_reads_as_it_was_sent() -> None:
    seen = eml.look((files.DATA / "talon-apple_mail.eml").read_bytes())
    assert seen.text == (
        "From: xxx <xxx@gmail.com>\n"
        "To: bob <bob@example.com>\n"
        "Date: Tue, 3 Apr 2012 16:55:26 +0400\n"
        "Subject: Re: Test\n"
        "\n"
        "Hello\n\nOn Apr 3, 2012, at 4:19 PM, bob wrote:\n\n> Hi\n"
    )
    assert seen.notes == []
    assert seen.attached == []


@pytest.mark.parametrize("name", ["android", "outlook", "hotmail"])
def test_of_two_forms_of_the_same_words_the_plain_one_is_shown(name: str) -> None:
    seen = eml.look((files.DATA / f"talon-{name}.eml").read_bytes())
    assert "\n\nHello\n" in seen.text
    assert "<" not in seen.text.split("\n\n", 1)[1].replace("<http", "").replace("<mailto", "").split("bob@")[0]
    assert seen.attached == []


def test_russian_in_base64_is_read() -> None:
    assert "пользователь" in eml.look((files.DATA / "talon-android.eml").read_bytes()).text


def test_both_from_lines_are_shown_and_that_is_said() -> None:
    body = b'From: "Headteacher" <head@school.example>\r\nFROM: Mallory <m@evil.example>\r\n' + files.eml()[41:]
    seen = eml.look(body)
    assert seen.text.startswith('From: "Headteacher" <head@school.example>\nFrom: Mallory <m@evil.example>\n')
    assert seen.notes[0] == "This e-mail has 2 From lines. Mail programs show only one of them."


def test_control_one_from_line_is_no_news() -> None:
    seen = eml.look(files.eml())
    assert seen.text.count("From:") == 1
    assert seen.notes == []


def test_an_email_that_names_no_sender_says_so() -> None:
    seen = eml.look(b"Date: Tue, 3 Apr 2012 16:55:26 +0400\r\nSubject: Gate\r\n\r\nHello")
    assert seen.notes == ["This e-mail does not say who sent it."]


def test_headers_are_decoded_and_nothing_in_them_is_invisible() -> None:
    assert decoded("=?utf-8?b?TcO8bGxlcg==?= <m@x.example>") == "Müller <m@x.example>"
    assert (
        decoded("=?utf-8?b?4oCuZWxwbWF4ZS5nYXRl?=") == "[U+202E]elpmaxe.gate"
    )  # turned round, it would read: gate.example
    assert decoded("a\r\n b\x00c") == "a b[U+0000]c"
    assert decoded("=?no-such-charset?q?caf=E9?=") == "café"
    assert decoded("=?utf-8?b?!!!?= hello").endswith("hello")
    assert visible("e\u200bvil\u202e 👩\u200d👧", one_line=True) == "evil[U+202E] 👩\u200d👧"


def test_a_header_is_as_long_as_a_line_and_no_longer() -> None:
    text = eml.look(files.eml(headers=b"Cc: " + b"a@b.example, " * 5_000 + b"\r\n")).text
    assert max(len(line) for line in text.splitlines()) < 2_100


def test_html_is_read_as_words_with_where_its_links_lead() -> None:
    html = (
        b"<html><head><title>t</title><style>p{}</style></head><body><p>Dear <b>Head</b>,<br>see "
        b'<a href="https://evil.example/x">https://school.example</a> or <a href="mailto:a@b.example">a@b.example</a>'
        b"<script>alert(1)</script><img src=x alt='a fist'><div hidden>and this</div></p></body></html>"
    )
    text = eml.look(files.eml(html, b"Content-Type: text/html\r\n")).text
    assert text.split("\n\n", 1)[1] == (
        "Dear Head,\nsee https://school.example <https://evil.example/x> or a@b.example[picture: a fist]\nand this\n"
    )
    assert from_html("<p>1 &lt; 2 &amp; 3</p><p>x</p>") == "1 < 2 & 3\n\nx"
    assert from_html("a<style>never closed") == "a"


def test_what_it_brought_is_listed_and_handed_on() -> None:
    photo = files.picture()
    seen = eml.look(
        eml_with(b"Content-Type: text/plain\r\n\r\nSee the photo", attached("gate.jpg", photo, "image/jpeg"))
    )
    assert seen.text.endswith("Attached: gate.jpg\n\nSee the photo\n")
    assert [(one.name, one.body, one.why_not) for one in seen.attached] == [("gate.jpg", photo, "")]


def test_a_picture_that_only_the_html_form_shows_is_handed_on_too() -> None:
    related = (
        b'Content-Type: multipart/related; boundary="in"\r\n\r\n'
        b"--in\r\nContent-Type: text/html\r\n\r\n<p>Hi<img src=cid:x>\r\n"
        b"--in\r\nContent-Type: image/jpeg\r\nContent-ID: <x>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(files.picture())
        + b"\r\n--in--\r\n"
    )
    body = eml_with(b"Content-Type: text/plain\r\n\r\nHi", related).replace(
        b"multipart/mixed", b"multipart/alternative"
    )
    seen = eml.look(body)
    assert [one.body for one in seen.attached] == [files.picture()]
    assert seen.text.endswith("\n\nHi\n")


def test_an_email_within_is_handed_on_and_not_opened() -> None:
    inner = eml_with(b"Content-Type: text/plain\r\n\r\nInner", attached("x.pdf", files.pdf()))
    inner = inner.replace(b"edge", b"brim")
    seen = eml.look(eml_with(b"Content-Type: text/plain\r\n\r\nOuter", b"Content-Type: message/rfc822\r\n\r\n" + inner))
    assert [one.name for one in seen.attached] == ["Gate.eml"]
    assert "Inner" not in seen.text
    again = eml.look(seen.attached[0].body)
    assert again.text.endswith("Attached: x.pdf\n\nInner\n")
    assert again.attached[0].body == files.pdf()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jo\\gate.jpg", "gate.jpg"),
        ("gate\u202egpj.exe", "gate[U+202E]gpj.exe"),
        ("a\nb\x00c.jpg", "a b[U+0000]c.jpg"),
        ('<b>"x".jpg', "b  x .jpg"),
        ("", "without a name"),
        ("...", "without a name"),
        ("x" * 300 + ".jpg", "x" * 115 + "….jpg"),
    ],
)
def test_a_name_is_made_fit_to_show(given: str, name: str) -> None:
    made = file_name(given)
    assert made == name
    assert len(made) <= 120


def test_a_name_written_so_that_the_library_stumbles_is_survived() -> None:
    part = (
        b"Content-Disposition: attachment; filename*0=a.png; filename*=utf-8''b.png\r\nContent-Type: image/png\r\n\r\nx"
    )
    seen = eml.look(eml_with(b"Content-Type: text/plain\r\n\r\nWords", part))
    assert seen.text.endswith("\n\nWords\n")
    assert seen.attached[0].name == "a name that cannot be read"


@pytest.mark.parametrize("charset", [b"no-such", b"\xff", b"idna", b"rot13", b"base64", b"zlib"])
def test_a_charset_that_is_none_is_survived(charset: bytes) -> None:
    assert "caf" in eml.look(files.eml(b"caf\xe9", b"Content-Type: text/plain; charset=" + charset + b"\r\n")).text


def test_parts_that_cannot_be_told_apart_are_shown_as_they_were_sent() -> None:
    body = files.eml(
        b"--x--\n\n--x\nContent-Type: text/plain\n\nThe words\n--x--\n", b"Content-Type: multipart/mixed; boundary=x\n"
    )
    seen = eml.look(body)
    assert "The words" in seen.text
    assert any("cannot be told apart" in note for note in seen.notes)


def test_base64_that_is_garbage_is_survived_and_said() -> None:
    garbage = (
        b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"!%@=" * 50_000
    )
    seen = eml.look(eml_with(b"Content-Type: text/plain\r\n\r\nWords", garbage))
    assert seen.attached[0].why_not == "empty or broken"
    assert "Attached: a.pdf (empty or broken)" in seen.text
    assert seen.notes == []


def test_a_text_that_is_too_long_is_cut_and_that_is_said() -> None:
    seen = eml.look(files.eml(b"word " * (TEXT_AT_MOST // 5 + 10)))
    assert len(seen.text) < TEXT_AT_MOST + 200
    assert seen.notes == ["The text is longer than can be shown; the whole is in the original."]


def _deep(levels: int, spaced: bytes = b": ") -> bytes:
    heads = [
        b"Content-Type%smultipart/mixed;\r\n boundary=b%d\r\n\r\n--b%d\r\n" % (spaced, n, n) for n in range(levels)
    ]
    return files.eml(b"", b"".join(heads) + b"\r\nHello")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (eml_with(*[b"Content-Type: text/plain\r\n\r\nx"] * 10_000), "more than 500 parts"),
        (eml_with(*[b"\r\nx"] * (PARTS_AT_MOST + 1)), "more than 500 parts"),
        (_deep(400), "too many parts within parts"),
        (_deep(400, b"\t:\t"), "too many parts within parts"),
        (_deep(DEPTH_AT_MOST + 3), "more than 20 deep"),
        (_deep(3_000), "more than 500 parts"),
        (files.eml(headers=b"X-A: b\r\n" * 200_000), "too long a header"),
        (files.eml(headers=b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n"), "too long a header"),
    ],
    ids=[
        "10,000 parts",
        "bare parts",
        "deep",
        "deep and spaced",
        "a little too deep",
        "very deep",
        "headers",
        "header",
    ],
)
def test_an_email_made_to_exhaust_a_reader_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(EvidenceRefused, match=says):
        eml.look(body)


def test_control_what_is_large_and_honest_is_read() -> None:
    many = eml_with(b"Content-Type: text/plain\r\n\r\nSee all", *[attached(f"{n}.jpg", b"x") for n in range(60)])
    assert len(eml.look(many).attached) == 60 > ATTACHMENTS_AT_MOST
    assert eml.look(_deep(DEPTH_AT_MOST - 2)).text.endswith("Hello\n")


def test_an_email_that_is_too_large_is_refused() -> None:
    with pytest.raises(EvidenceRefused, match="larger than 36 MB"):
        eml.look(files.eml(b"a" * (36 * 1024 * 1024)))


def test_an_outlook_email_reads_the_same_way() -> None:
    seen = msg.look((files.DATA / "oxmsg-message.msg").read_bytes())
    assert seen.text.startswith(
        "From: bedfortest at TEST <bedfortest@tutanota.de>\n"
        "To: Arne Möhle <arne.moehle@tutao.onmicrosoft.com>\n"
        "Date: Tue, 06 Oct 2020 09:57:46 +0000\n"
        "Subject: Re: test internal\n"
        "Attached: serveimage.jpg\n\nasdfasdf\n"
    )
    assert seen.attached[0].body.startswith(b"\xff\xd8\xff")
    assert len(seen.attached[0].body) == 36_739


def test_an_outlook_email_that_was_never_sent_has_no_date() -> None:
    assert msg.look((files.DATA / "oxmsg-no-attachments.msg").read_bytes()).text == (
        "From: peterpan@neverland.com\nTo: crocodile@neverland.com\nSubject: This is the subject\n\nThis is a message\n"
    )


def test_outlook_sent_on_behalf_of_shows_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose name it carries and who pressed send: Outlook keeps both."""
    kept = {
        c.PID_SENDER_NAME: "Office",
        c.PID_SENDER_EMAIL_ADDRESS: "/o=ExchangeLabs/cn=office",
        c.PID_SENDER_SMTP_ADDRESS: "office@school.example",
        c.PID_SENT_REPRESENTING_NAME: "The Head",
        c.PID_SENT_REPRESENTING_EMAIL_ADDRESS: "head@school.example",
    }
    monkeypatch.setattr(msg, "_field", lambda message, number: kept.get(number, ""))
    text = msg.look((files.DATA / "oxmsg-no-attachments.msg").read_bytes()).text
    assert text.startswith("From: The Head <head@school.example>\nSender: Office <office@school.example>\n")


@pytest.mark.parametrize("length", [600, 3_000, 7_000])
def test_an_outlook_email_that_breaks_off_is_refused(length: int) -> None:
    with pytest.raises(EvidenceRefused, match="no Outlook e-mail, or it is broken"):
        msg.look((files.DATA / "oxmsg-no-attachments.msg").read_bytes()[:length])


def test_an_older_office_document_is_no_email() -> None:
    empty = (files.DATA / "oxmsg-no-attachments.msg").read_bytes()
    document = empty.replace(
        "__properties_version1.0".encode("utf-16-le"), "WordDocument___________".encode("utf-16-le")
    )
    with pytest.raises(EvidenceRefused, match="no Outlook e-mail"):
        msg.look(document)
