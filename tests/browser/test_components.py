"""Every piece that pages are made of, in a real browser: every kind of field, right and wrong; the pages of errors.

The pages of this test exist in this test alone: it serves them itself, with the house's own addresses beside them.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from types import ModuleType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib import messages
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from tests.browser.contexts import Contexts
from tests.house import House
from tests.second_step import code, give_app

from fairgate.web.shared import errors
from fairgate.web.shared.forms import (
    ActForm,
    Checkboxes,
    Confirm,
    Date,
    Divider,
    File,
    LongText,
    Option,
    Password,
    Radios,
    Select,
    Text,
    Time,
)
from fairgate.web.shared.request import Request

Look = Callable[[Page, str], None]
PASSWORD = "an old red gate at the end of the lane"
TYPED = "\n  He said:\n\n\t“no”  \n"


class Everything(ActForm):
    who = Text("Who is it about?", hint="The name as you know it", width=30)
    on = Date("When did it happen?", hint="For example, 14 11 2026", past=True)
    at = Time("What time was it?", required=False)
    where = Radios(
        "Where did it happen?",
        [
            Option("premises", "On school premises", hint="The building, the playground, the car park"),
            Option("online", "Online", reveals=("site",)),
            Divider(),
            Option("elsewhere", "Somewhere else"),
        ],
    )
    site = Text("Which site or app?", width=20)
    what = Checkboxes(
        "Which paragraphs does it concern?",
        [Option("a", "2.5.5 Aggression", hint="Shouting, threats"), Option("b", "None of these", alone=True)],
    )
    school = Select("School", [Option("a", "Prestfield School"), Option("b", "Hollins School")])
    words = LongText("What happened?", rows=6, limit=4000)
    picture = File("A picture, if there is one", required=False)
    password = Password("Your password, once more")
    sure = Confirm("I have told the affected person that this is recorded")


def everything(request: Request) -> HttpResponse:
    form = Everything(request.POST or None, today=request.today, initial={"seen": 3})
    return drawn(request, "shared/form_page.html", {"form": form, "back": "/"})


def pieces(request: Request) -> HttpResponse:
    messages.success(request, "The warning is recorded, and its letter is ready.")
    messages.warning(request, "The code is due for its own review.")
    page = engines["django"].from_string((Path(__file__).parent / "pieces.html").read_text())
    context = {"today": request.today, "now": request.now, "back": "/cases", "back_text": "All cases"}
    return HttpResponse(page.render(context, request))


def drawn(request: HttpRequest, layout: str, context: dict[str, Any]) -> HttpResponse:
    text = '{% extends "' + layout + '" %}{% block title %}A page{% endblock %}{% block heading %}A page{% endblock %}'
    return HttpResponse(engines["django"].from_string(text).render(context, request))


def overtaken(request: HttpRequest) -> HttpResponse:
    happened = ["A. Head gave a warning on 20 November 2026", "Its letter was handed over on 20 November 2026"]
    return errors.conflict(request, happened=happened, go_to="/cases")


class Addresses(ModuleType):
    urlpatterns = [  # noqa: RUF012 (as Django reads a module of addresses)
        path("x/everything", everything),
        path("x/pieces", pieces),
        path("x/400", errors.bad_request),
        path("x/403", errors.forbidden),
        path("x/stale", errors.stale_page),
        path("x/409", overtaken),
        path("x/500", errors.fault),
        path("", include("fairgate.project.urls")),
    ]
    handler404 = "fairgate.web.shared.errors.not_found"


class Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection: a browser opens some that it does not use yet."""


class Quiet(WSGIRequestHandler):
    """Says nothing, and gives the thread's connection back, so that the database can be taken away."""

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        finally:
            connection.close()


@pytest.fixture
def origin(settings: Settings, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setitem(sys.modules, "tests.browser.addresses", Addresses("tests.browser.addresses"))
    settings.ROOT_URLCONF = "tests.browser.addresses"
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def signed_in(origin: str) -> Callable[[Page], None]:
    house = House()
    house.oak.header_colour, house.oak.accent_colour = "#ffdd00", "#00a0e0"
    house.oak.save()
    head = house.user("headteacher", house.prestfield)
    head.set_password(PASSWORD)
    head.save()
    give_app(head)
    cache.clear()  # it outlives each test, and remembers which codes were used

    def enter(page: Page) -> None:
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(head.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Code").fill(code())
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/worklist")

    return enter


@pytest.fixture(params=[1280, 320])
def person(request: pytest.FixtureRequest, contexts: Contexts, signed_in: Callable[[Page], None]) -> Page:
    """Somebody signed in, at a wide screen and at a narrow one. The start page may be still to come."""
    page: Page = contexts.new(request.param)
    contexts.guard_of(page).allow(404)
    signed_in(page)
    return page


def test_every_kind_of_field_empty_wrong_and_kept(person: Page, look: Look) -> None:
    person.goto("/x/everything")
    assert not person.get_by_label("Which site or app?").is_visible()
    look(person, "components-form")
    person.get_by_label("Online").check()
    assert person.get_by_label("Which site or app?").is_visible()
    person.get_by_label("Day").fill("31")
    person.get_by_label("What happened?").fill(TYPED)
    person.get_by_role("button", name="Continue").click()
    look(person, "components-form-errors")
    summary = person.locator(".govuk-error-summary")
    assert person.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert person.title().startswith("Error: ")
    for link in summary.get_by_role("link").all():
        target = link.get_attribute("href")
        link.click()
        assert person.evaluate("'#' + document.activeElement.id") == target
    assert person.get_by_label("What happened?").input_value() == TYPED
    person.get_by_role("button", name="Continue").click()
    assert person.get_by_label("What happened?").input_value() == TYPED


def test_a_password_can_be_looked_at(person: Page) -> None:
    person.goto("/x/everything")
    box = person.get_by_label("Your password, once more")
    assert box.get_attribute("type") == "password"
    person.get_by_role("button", name="Show password").click()
    assert box.get_attribute("type") == "text"


def test_the_pieces_of_a_page(person: Page, look: Look) -> None:
    person.goto("/x/pieces")
    look(person, "components-pieces")
    person.emulate_media(media="print")
    assert not person.locator(".fg-nav").is_visible()
    assert person.get_by_role("heading", name="What the code says").is_visible()


def test_the_pages_of_errors(person: Page, contexts: Contexts, look: Look) -> None:
    contexts.guard_of(person).allow(400, 403, 409, 500)
    for page in ("400", "403", "stale", "404", "409", "500"):
        person.goto(f"/x/{page}")
        look(person, f"components-{page}")


def test_the_pages_that_need_no_sign_in(contexts: Contexts, look: Look, settings: Settings) -> None:
    settings.FAIRGATE_DEMO = True
    for width in (1280, 320):
        page = contexts.new(width)
        for address in ("sign-in", "accessibility"):
            page.goto(f"/{address}")
            look(page, f"components-{address}")


def test_the_keyboard_reaches_the_content_first(person: Page) -> None:
    person.goto("/accessibility")
    person.keyboard.press("Tab")
    assert person.evaluate("document.activeElement.textContent") == "Skip to main content"
    person.keyboard.press("Enter")
    assert person.evaluate("document.activeElement.id") == "main"


def test_without_scripts_every_field_is_there(contexts: Contexts, signed_in: Callable[[Page], None]) -> None:
    with_scripts = contexts.new(1280)
    contexts.guard_of(with_scripts).allow(404)
    signed_in(with_scripts)
    context = contexts.browser.new_context(base_url=contexts.origin, java_script_enabled=False)
    context.add_cookies(with_scripts.context.cookies())
    page = context.new_page()
    page.goto("/x/everything")
    for label in ("Who is it about?", "Which site or app?", "What happened?"):
        assert page.get_by_label(label).is_visible()
    page.get_by_role("button", name="Continue").click()
    assert page.locator(".govuk-error-summary").is_visible()
    context.close()
