"""/theme.css: the colours of the trust to which whoever is signed in belongs.

A trust chooses two: its header's and an accent. What is written on them, and the buttons and links in the
trust's colour, are worked out so that they can be read, whatever was chosen.
"""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fairgate.records.models.trust import Trust
from fairgate.web.shared.colour import WHITE, mix, readable, text_on

# Links and buttons stand on our palest tint as well as on white: readable there, readable on both.
PALEST = "#eef2f3"
# The darkest ink is still dark enough for white words on a button that is hovered over.
DEEPER = 0.3
KEPT_SECONDS = 24 * 3600


def css(trust: Trust | None) -> str:
    """The custom properties that our styles read; without a trust, none: the styles fall back on our own."""
    if trust is None:
        return ":root {}\n"
    tint = mix(trust.header_colour, WHITE, 0.92)
    ink = readable(readable(trust.header_colour, PALEST), tint)
    values = {
        "trust": trust.header_colour,
        "on-trust": text_on(trust.header_colour),
        "accent": trust.accent_colour,
        "trust-ink": ink,
        "trust-ink-deep": mix(ink, "#000000", DEEPER),
        "trust-tint": tint,
    }
    return ":root {\n" + "".join(f"  --fg-{name}: {value};\n" for name, value in values.items()) + "}\n"


def version(trust: Trust | None) -> str:
    """A short hash of the colours: it stands in the address, so a browser may keep what it was sent."""
    return hashlib.sha256(css(trust).encode()).hexdigest()[:12]


@login_not_required
@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The style sheet of the colours; kept by the browser alone, and only under its own version."""
    trust = request.user.trust if request.user.is_authenticated else None
    kept = request.GET.get("v") == version(trust)
    response = HttpResponse(css(trust), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}" if kept else "no-store"
    return response
