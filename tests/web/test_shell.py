"""The shell around every page: who gets in, what is sent with a page, whose colours it has, what is said of errors."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, include, path
from pytest_django.fixtures import Settings
from tests.house import House

from fairgate.records.door import Hidden
from fairgate.records.models import User
from fairgate.web.shared import errors
from fairgate.web.shared.request import Request

OPEN = {"sign-in", "sign-out", "password/forgotten", "password/new", "accessibility", "theme.css"}
OPEN |= {"letter-check", "your-letter"}  # for whoever holds a letter, or the link to one
OPEN |= {"gate/offline/shell", "gate/worker.js"}  # nothing in them: what a device keeps for when there is no line
OPEN |= {"tablet"}  # for a tablet of visitors; without its cookie, a field for a code
OPEN |= {"api/v1/", "api/v1/openapi.json"}  # for whoever makes a visitor system; what it asks takes a key
# Open too, and not there while no provider of that name is set up; the first is a POST.
PROVIDER = {"sign-in/with/1": 405}
PROVIDER |= {"api/v1/gate/check": 405}  # a POST too, and it takes a key
PROVIDER |= {"tablet/done": 302}  # on to the tablet, where nobody has signed in
PROVIDER |= {f"sign-in/with/1/{page}": 404 for page in ("back", "first", "stopped/1")}
TYPED = "Jordan Example shouted"


def seen(request: Request) -> HttpResponse:
    return HttpResponse(f"{request.now.isoformat()} {request.today}")


def hidden(request: HttpRequest) -> HttpResponse:
    raise Hidden


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(TYPED)


def damaged(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(TYPED)


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(TYPED)


def overtaken(request: HttpRequest) -> HttpResponse:
    return errors.conflict(request, happened=["A. Head gave a warning."], go_to="/cases/K7PQ2MVR")


def told(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The warning is recorded.")
    return render(request, "shared/base.html")


urlpatterns = [
    path("x/seen", seen),
    path("x/hidden", hidden),
    path("x/refused", refused),
    path("x/damaged", damaged),
    path("x/broken", broken),
    path("x/overtaken", overtaken),
    path("x/told", told),
    path("", include("fairgate.project.urls")),
]
handler400, handler403, handler404, handler500 = (
    "fairgate.web.shared.errors.bad_request",
    "fairgate.web.shared.errors.forbidden",
    "fairgate.web.shared.errors.not_found",
    "fairgate.web.shared.errors.fault",
)


@pytest.fixture(autouse=True)
def _our_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def signed_in(user: User, *, raises: bool = True) -> Client:
    client = Client(raise_request_exception=raises)
    client.force_login(user)
    return client


@pytest.fixture
def head(house: House) -> Client:
    return signed_in(house.user("headteacher", house.prestfield), raises=False)


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield re.sub(r"<[^>]*>", "1", here)


@pytest.mark.django_db
def test_every_address_asks_for_a_sign_in_but_the_open_ones() -> None:
    client = Client()
    found = [address for address in addresses(get_resolver().url_patterns) if address not in {*OPEN, *PROVIDER}]
    assert "worklist" in found
    assert "x/seen" in found
    for address in found:
        answer = client.get(f"/{address}")
        assert (answer.status_code, answer.headers.get("Location", "")[:8]) == (302, "/sign-in"), address
    assert client.get("/password/new").status_code == 410  # without the link of a mail
    for address in OPEN - {"sign-out", "password/new"}:
        assert client.get(f"/{address}").status_code == 200, address
    for address, status in PROVIDER.items():
        assert client.get(f"/{address}").status_code == status, address


@pytest.mark.parametrize("address", ["/x/seen", "/x/overtaken", "/nowhere", "/x/refused", "/x/broken"])
def test_what_goes_with_every_page(head: Client, address: str) -> None:
    headers = head.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    none, own = "'none'", "'self'"
    assert policy == {
        "default-src": none,
        "script-src": own,
        "style-src": own,
        "img-src": own,
        "media-src": own,
        "font-src": own,
        "connect-src": own,
        "worker-src": own,
        "form-action": own,
        "base-uri": none,
        "frame-ancestors": none,
    }
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def places(answer: HttpResponse) -> list[str]:
    html = answer.content.decode()
    return re.findall(r'service-navigation__link" href="([^"]+)"', html)


def test_the_navigation_shows_what_the_office_opens(house: House) -> None:
    everything = ["/worklist", "/cases", "/search", "/report", "/gate", "/visitors", "/code"]
    for office, at in (("headteacher", house.prestfield), ("ceo", house.oak)):
        assert places(signed_in(house.user(office, at)).get("/accessibility")) == everything
    reception = house.user("reception", house.prestfield)
    assert places(signed_in(reception).get("/accessibility")) == ["/report", "/gate", "/visitors", "/code"]
    house.hold(reception, "senior_leader", house.hollins)
    assert places(signed_in(reception).get("/accessibility")) == everything


def test_the_way_in_leads_to_the_first_place(house: House) -> None:
    assert signed_in(house.user("headteacher", house.prestfield)).get("/").headers["Location"] == "/worklist"
    assert signed_in(house.user("reception", house.prestfield)).get("/").headers["Location"] == "/gate"


def test_without_an_office_today_nothing_is_open(house: House, settings: Settings) -> None:
    settings.FAIRGATE_CLOCK = lambda: datetime(2024, 10, 1, 9, tzinfo=UTC)
    late = house.user()
    house.hold(late, "headteacher", house.prestfield, until=date(2024, 9, 30))
    answer = signed_in(late).get("/")
    assert answer.headers["Location"] == "/sign-in?next=/"
    house.hold(late, "headteacher", house.prestfield, since=date(2024, 10, 1))
    assert signed_in(late).get("/").status_code == 302


def test_the_layout_costs_the_same_whatever_one_holds(house: House, django_assert_max_num_queries: object) -> None:
    many = house.user("headteacher", house.prestfield)
    for office in ("a", "b", "c", "d"):
        house.hold(many, office, house.hollins)
    client = signed_in(many)
    client.get("/accessibility")
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        # session, user, trust, holdings
        client.get("/accessibility")


def test_each_trust_has_its_own_name_and_colours(house: House) -> None:
    house.oak.header_colour, house.aspire.header_colour = "#1d4f2b", "#ffdd00"
    house.oak.save()
    house.aspire.save()
    oak = signed_in(house.user("headteacher", house.prestfield))
    aspire = signed_in(house.user("headteacher", house.carn))
    page, other = oak.get("/accessibility").content.decode(), aspire.get("/accessibility").content.decode()
    assert "Oak Learning Partnership" in page
    assert "Aspire" not in page
    assert "Aspire Academy Trust" in other
    assert "Oak" not in other
    css, yellow = oak.get("/theme.css").content.decode(), aspire.get("/theme.css").content.decode()
    assert "--fg-trust: #1d4f2b;" in css
    assert "--fg-on-trust: #ffffff;" in css
    assert "--fg-trust: #ffdd00;" in yellow
    assert "--fg-on-trust: #16232b;" in yellow
    assert "--govuk-" not in css + yellow
    assert "--fg-trust" not in Client().get("/theme.css").content.decode()


def test_a_theme_is_kept_only_under_its_own_version(house: House) -> None:
    client = signed_in(house.user("headteacher", house.prestfield))
    address = re.search(r'href="(/theme\.css\?v=\w+)"', client.get("/accessibility").content.decode())
    assert address is not None
    assert client.get(address[1]).headers["Cache-Control"] == "private, max-age=86400"
    assert client.get("/theme.css?v=another").headers["Cache-Control"] == "no-store"
    house.oak.header_colour = "#223344"
    house.oak.save()
    assert client.get(address[1]).headers["Cache-Control"] == "no-store"


def test_the_clock_is_read_once_and_its_day_is_londons(head: Client, settings: Settings) -> None:
    read: list[int] = []

    def clock() -> datetime:
        read.append(1)
        return datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    settings.FAIRGATE_CLOCK = clock
    assert head.get("/x/seen").content.decode() == "2026-06-30T23:30:00+00:00 2026-07-01"
    assert len(read) == 1


def plain(answer: HttpResponse) -> str:
    """The page without what differs at every request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_what_is_hidden_looks_like_what_does_not_exist(head: Client) -> None:
    concealed, absent = head.get("/x/hidden"), head.get("/x/nothing")
    assert concealed.status_code == absent.status_code == 404
    assert plain(concealed) == plain(absent)
    assert concealed.headers.items() == absent.headers.items() | {("Content-Length", str(len(absent.content)))}


@pytest.mark.parametrize(
    ("address", "status", "says", "leads"),
    [
        ("/x/damaged", 400, "That could not be understood", "/"),
        ("/x/refused", 403, "This is not open to you", "/"),
        ("/nowhere", 404, "There is no such page here", "/"),
        ("/x/overtaken", 409, "A. Head gave a warning.", "/cases/K7PQ2MVR"),
        ("/x/broken", 500, "Something went wrong", "/"),
    ],
)
def test_an_error_says_what_to_do_next_and_nothing_else(
    head: Client, address: str, status: int, says: str, leads: str
) -> None:
    answer = head.get(address)
    html = answer.content.decode()
    assert answer.status_code == status
    assert says in html
    assert f'href="{leads}"' in html
    assert TYPED not in html
    assert "Traceback" not in html


def test_a_signed_out_person_is_told_of_errors_too(db: None) -> None:
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert 'href="/sign-in"' in answer.content.decode()


def test_a_fault_is_told_without_the_database() -> None:
    """No `db` here: any query would fail this test."""
    answer = errors.fault(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"fairgate." in answer.content
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_in_the_page_of_the_fault_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_template(name: str) -> None:
        raise ValueError(name)

    monkeypatch.setattr(loader, "get_template", broken_template)
    answer = errors.fault(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"Wait a minute and try again" in answer.content


def test_a_form_without_its_token_is_told_what_happened(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.user("headteacher", house.prestfield))
    answer = client.post("/sign-out")
    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()
    assert client.get("/x/seen").status_code == 200


def test_a_message_is_shown_once_and_escaped(head: Client) -> None:
    assert "The warning is recorded." in head.get("/x/told").content.decode()
    assert "The warning is recorded." not in head.get("/accessibility").content.decode()
