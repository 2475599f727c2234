"""The server as the journeys meet it: it says nothing of what a person typed, and answers in more than one go."""

import urllib.error
import urllib.request

from tests.browser.site import Site


def get(url: str) -> int:
    """The status of the answer."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_log_keeps_the_path_and_drops_the_query(site: Site) -> None:
    get(f"{site.url}/sign-in?next=/gate&name=Penhallow")
    lines = [line for line in site.log().splitlines() if "/sign-in" in line]
    assert lines, f"the request was not logged:\n{site.log()}"
    assert all(" GET /sign-in " in line for line in lines)
    assert "Penhallow" not in site.log()
    assert "127.0.0.1 " not in lines[0]
