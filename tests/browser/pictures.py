"""Makes the README's two pictures from the demonstration: `make pictures`.

The clock stands still, so the same picture comes out until the pages change.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.doing import sign_in, write
from tests.browser.site import Site, set_up

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def the_case(page: Page) -> None:
    """A head's view of a case: where it stands, and what the code says can be done now."""
    sign_in(page, "j.satterthwaite@oak.example.org", "/cases")
    page.get_by_role("link", name="Leon Fitzroy").first.click()
    page.screenshot(path=PICTURES / "case.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1150}, full_page=True)


def the_gate(page: Page) -> None:
    """Reception's answer: barred here, until when, what to say and whom to call."""
    sign_in(page, "c.entwhistle@oak.example.org", "/gate")
    write(page, "Name of the person", "Leon Fitzroy")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Barred here", exact=True).wait_for()
    page.screenshot(path=PICTURES / "gate.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1000}, full_page=True)


def main() -> None:
    """Serve a demonstration, and take both."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        template = Path(folder) / "template"
        set_up(template)
        site = Site(template, Path(folder) / "var")
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for take in (the_case, the_gate):
                context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 1000})
                take(context.new_page())
                context.close()
            browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main()
