"""The file that the rig writes: the pages, who signs in how, what there is, and what is planted for whom."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fairgate.ops.rig_invented import MARKER, cast, data
from fairgate.ops.rig_lines import Told
from fairgate.ops.rig_objects import objects

_PART = re.compile(r"<(?:\w+:)?(\w+)>")


def file_of(tolds: Sequence[Told], seed: int, base_url: str) -> dict[str, Any]:
    """What stands in the file, ready to be written as JSON: docs/rig.md says what each part is."""
    return {
        "seed": seed,
        "made_on": tolds[0].house.today.isoformat(),
        "base_url": base_url.rstrip("/"),
        "search_word": MARKER,
        "pages": pages(),
        "personas": {f"{told.house.slug}.{role}": row for told in tolds for role, row in _personas(told)},
        "objects": {told.house.slug: objects(told) for told in tolds},
        "canaries": [row for told in tolds for row in _canaries(told)],
    }


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of the house: its name, and its template, such as /cases/{reference}."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def under(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
        for one in patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from under(one.url_patterns, route)
            else:
                yield str(one.name), "/" + _PART.sub(r"{\1}", route)

    return under(get_resolver().url_patterns, "")


def pages() -> dict[str, dict[str, Any]]:
    """The pages by their logical names; what rig_data/pages.yaml leaves open is the address's own."""
    templates = dict(addresses())
    found: dict[str, dict[str, Any]] = {}
    for logical, told in data("pages").items():
        named = told.get("name", logical)
        post = {"fields": told["fields"]} if "fields" in told else {}
        found[logical] = {
            "name": named,
            "url": templates[named] + told.get("query", ""),
            "method": told.get("method", ["GET"]),
            "over": told.get("over", ""),
            **post,
            **({"note": told["note"]} if "note" in told else {}),
        }
    return found


def _personas(told: Told) -> Iterator[tuple[str, Mapping[str, Any]]]:
    from fairgate.records.known import known
    from fairgate.records.models import Holding

    house = told.house
    rows = {row.role: row for row in cast().staff if house.slug in row.offices}
    for role, one in house.invented.personas.items():
        user = house.users[role]
        held = Holding.objects.filter(user=user).select_related("school").order_by("pk")
        offices = [
            {
                "office": one.office,
                "school": one.school.slug if one.school else None,
                "since": one.since.isoformat(),
                "until": one.until.isoformat() if one.until else None,
            }
            for one in held
        ]
        at = rows[role].at
        yield (
            role,
            {
                "trust": house.slug,
                "role": role,
                "name": one.name,
                "email": one.email,
                "password": one.password,
                "totp_secret": one.secret,
                "recovery_codes": house.recovery_codes[role],
                "school": house.schools[at].slug if at else None,
                "offices": offices,
                "signs_in": known(user.pk, house.today) is not None,
            },
        )


def _canaries(told: Told) -> Iterator[dict[str, Any]]:
    slug = told.house.slug
    for kind, row in data("canaries").items():
        if slug in row:
            yield {
                "kind": kind,
                "trust": slug,
                "string": told.house.invented.planted[kind],
                "where": row["where"],
                "seen_by": [f"{slug}.{role}" for role in row[slug]],
            }
