"""The browser contexts of one test: each a person with cookies of their own, each guarded."""

from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.guard import Guard

HEIGHT = 900


class Contexts:
    """The browser contexts that one test opened, each with its guard."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self.open: list[tuple[BrowserContext, Guard]] = []

    def new(self, width: int) -> Page:
        """A page of its own context (its own cookies), guarded."""
        context = self.browser.new_context(
            base_url=self.origin,
            viewport={"width": width, "height": HEIGHT},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        self.open.append((context, Guard(context, self.origin)))
        return context.new_page()

    def guard_of(self, page: Page) -> Guard:
        """The guard of the context that the page belongs to."""
        return next(guard for context, guard in self.open if context is page.context)
