"""Watches a page for what its user never sees: script errors, policy violations, requests that go wrong."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

# The browser's own event, on top of its console message: it tells the directive and the address apart.
TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event =>
  console.error('content security policy: ' + event.effectiveDirective + ' refused ' +
    (event.blockedURI || 'inline')));
"""


class Guard:
    """Notes everything amiss on the pages of one browser context. A test must leave `noted` empty.

    `site` is the only origin that a page may talk to. `allow(409)` says that an answer of that status is
    meant to come, once or often: a refusal is a page too. `lead_to(origin)` says that a page may go there.
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.origins = {_origin(site)}
        self.noted: list[str] = []
        self.allowed: set[int] = set()
        context.add_init_script(TELL_VIOLATIONS)
        context.on("page", self._watch)

    def allow(self, *statuses: int) -> None:
        """Answers of these statuses are expected from here on."""
        self.allowed.update(statuses)

    def lead_to(self, origin: str) -> None:
        """Pages may talk to this origin as well from here on."""
        self.origins.add(_origin(origin))

    def _watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.noted.append(f"script error on {page.url}: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser repeats each failed answer in its console; those are judged by their status, below.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.noted.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:", "ws:", "wss:")) and _origin(request.url) not in self.origins:
            self.noted.append(f"request to another origin: {_origin(request.url)}")

    def _failed(self, request: Request) -> None:
        # A navigation that the next one overtakes, or that turns into a download, is aborted and not amiss. Nor is it
        # that a page which is still open asks for calls from the desk when the journey has stopped its server.
        stopped = request.url.endswith("/desk/calls") and "ERR_CONNECTION_REFUSED" in (request.failure or "")
        if "ERR_ABORTED" not in (request.failure or "") and not stopped:
            self.noted.append(f"request failed: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.noted.append(f"answer {response.status}: {response.request.method} {response.url}")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
