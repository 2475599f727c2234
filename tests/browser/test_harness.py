"""The guards of the journeys catch what they are for: each is shown a page that is wrong in one way, and
one that is not.
"""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page
from tests.browser import axe as axe_core
from tests.browser.contexts import Contexts
from tests.browser.guard import Guard

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
BODIES = {
    "/sound": "<h1>Sound</h1><p>Nothing is wrong here.</p>",
    "/inline": "<h1>Inline</h1><script>document.title = 'ran'</script>",
    "/elsewhere": "<h1>Elsewhere</h1><script src='http://elsewhere.invalid/x.js'></script>",
    "/throws": "<h1>Throws</h1><script src='/throws.js'></script>",
    "/no-alternative": "<h1>A picture without words</h1><img src='/dot.png'>",
    "/too-wide": "<h1>Too wide</h1><p>" + "W" * 200 + "</p>",
}


class Pages(BaseHTTPRequestHandler):
    """Each page under the policy of the real site."""

    def do_GET(self) -> None:
        if self.path in ("/throws.js", "/dot.png", "/favicon.ico"):
            kind, body = ("text/javascript", b"throw new Error('broken')") if ".js" in self.path else ("image/png", b"")
            self._answer(200, kind, body)
        elif self.path in BODIES:
            text = f"<!doctype html><html lang=en><title>A page</title><main>{BODIES[self.path]}</main></html>"
            self._answer(200, "text/html; charset=utf-8", text.encode())
        else:
            self._answer(409, "text/html; charset=utf-8", b"<!doctype html><html lang=en><title>No</title><h1>No</h1>")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY + "; img-src 'self'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test speaks for it."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def noted(contexts: Contexts, page: Page, guard: Guard) -> Iterator[Callable[[str], list[str]]]:
    """Open a page and hand over what the guard noted, so that it does not fail this test."""

    def open_page(path: str) -> list[str]:
        page.goto(path, wait_until="networkidle")
        return guard.noted

    yield open_page
    guard.noted = []


def test_a_sound_page_passes_every_guard(page: Page, look: Callable[[Page, str], None]) -> None:
    page.goto("/sound")
    look(page, "harness-sound")


def test_axe_leaves_the_policy_alone(page: Page, guard: Guard, axe: Callable[[Page], None]) -> None:
    page.goto("/sound")
    axe(page)
    assert guard.noted == []


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/inline", "content security policy: script-src-elem refused inline"),
        ("/elsewhere", "content security policy: script-src-elem refused http://elsewhere.invalid"),
        ("/throws", "script error on"),
        ("/nowhere", "answer 409: GET"),
    ],
)
def test_the_guard_notes_what_is_wrong(noted: Callable[[str], list[str]], path: str, what: str) -> None:
    assert any(what in note for note in noted(path)), noted(path)


def test_an_answer_that_is_meant_is_allowed(page: Page, guard: Guard) -> None:
    guard.allow(409)
    page.goto("/nowhere")
    assert guard.noted == []


def test_axe_finds_a_picture_without_words(page: Page) -> None:
    page.goto("/no-alternative")
    found = axe_core.violations(page)
    assert [text.split(" ")[0] for text in found] == ["image-alt"]
    assert "img" in found[0]
    with pytest.raises(AssertionError, match="axe finds 1 faults"):
        axe_core.assert_none(page)


def test_a_page_wider_than_its_window_is_found(narrow_page: Page, look: Callable[[Page, str], None]) -> None:
    narrow_page.goto("/too-wide")
    with pytest.raises(AssertionError, match="px wide in a window of 320 px"):
        look(narrow_page, "harness-too-wide")
