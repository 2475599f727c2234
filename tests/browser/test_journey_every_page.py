"""Every page to which any page leads, of either trust: wide, narrow and magnified, and without a fault by axe."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page
from tests.browser.contexts import Contexts
from tests.browser.doing import sign_in
from tests.browser.walk import kind, walk

Look = Callable[[Page, str], None]

WALKERS = (
    "j.satterthwaite@oak",  # headteacher: a provisional bar, a conversation that was not enough, a closed case
    "c.ekwueme@oak",  # headteacher: a confirmed bar, its letter not served; another near its end
    "s.greenhalgh@oak",  # headteacher: a closed channel
    "p.longbottom@oak",  # senior leader and safeguarding lead: a post, a referral
    "m.osei@oak",  # CEO: decisions
    "l.adeyemi@aspire",  # head of school: an allegation, a meeting called
    "i.penhallow-khan@aspire",  # head of school: a refused meeting, a desist letter
    "g.pascoe-lowe@aspire",  # trust senior leadership: bans
    "w.braithwaite@aspire",  # chair of the Hub Council: what came before it
    "p.ogilvie@aspire",  # its clerk: its meetings
)
# Of signing in and of one's own account: in test_sign_in.py.
OWN = {
    "account_login",
    "sign_in_code",
    "forgotten_password",
    "new_password",
    "your_sign_in",
    "confirm",
    "change_password",
    "second_step",
    "add_app",
    "app_picture",
    "add_passkey",
    "remove_step",
    "recovery_codes",
    "end_sessions",
}
ELSEWHERE = OWN | {
    "home",  # leads on, shows nothing
    "sign_in",  # with the pieces of pages, in test_components.py
    "accessibility",
    "sign_out",
    "theme",
    "letter_pdf",  # read in the journeys
    "attendance",  # asked for once a meeting has come: in test_body.py
    "quorum",  # asked for where a code gives none, and Aspire's does
    "bodies",  # leads on to the one body of a trust
    "reported",  # shown once, to who has reported: in Oak's journey
}
OPEN_EVERYTHING = """() => {
  document.querySelectorAll('details').forEach(one => one.open = true)
  document.querySelectorAll('[class*=__conditional--hidden]').forEach(one =>
    one.className = one.className.replace(/\\S+__conditional--hidden/, ''))
}"""


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        else:
            yield str(one.name)


def test_every_page_wide_narrow_and_magnified(contexts: Contexts, look: Look) -> None:
    seen: set[tuple[str, str, str]] = set()
    faults: list[str] = []
    for walker in WALKERS:
        trust = walker.partition("@")[2]
        page = contexts.new(1280)
        sign_in(page, f"{walker}.example.org")

        def enters(path: str, trust: str = trust) -> bool:
            return kind(path)[0] == "case" or (trust, *kind(path)) not in seen

        for path in walk(page, "/", enters=enters):
            name, detail = kind(path)
            if name == "case":
                detail = page.locator("#stands").inner_text().partition(": ")[2]
            if name not in ELSEWHERE and (trust, name, detail) not in seen:
                seen.add((trust, name, detail))
                faults += looked_at(page, look, f"page-{trust}-{name}-{detail}")
        page.context.close()
    assert not faults, "\n\n".join(faults)
    missed = set(names(get_resolver().url_patterns)) - ELSEWHERE - {name for _, name, _ in seen}
    assert not missed, f"no page led to: {', '.join(sorted(missed))}"


def looked_at(page: Page, look: Look, name: str) -> Iterator[str]:
    """What is wrong with the page that is open, at three widths, with everything in it opened."""
    page.evaluate(OPEN_EVERYTHING)
    for width in (1280, 640, 320):  # 640 is a wide window at 200 per cent, 320 at 400
        page.set_viewport_size({"width": width, "height": 900})
        try:
            if width == 640:
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{page.url} is {wide} px wide in a window of {width} px"
            else:
                look(page, name)
        except AssertionError as fault:
            yield str(fault)
    page.set_viewport_size({"width": 1280, "height": 900})
