"""Making the copies of case files that somebody asked for; the worker that sends letters does it too (send.py)."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairgate.records.models import Bundle


def once(clock: Callable[[], datetime]) -> int:
    """Make everything that is asked for, and delete what nobody fetched in time; how many were made or given up."""
    from fairgate.actions.bundle import claim, tidy

    done = 0
    while (bundle := claim(clock())) is not None:
        _make(bundle, clock)
        done += 1
    tidy(now=clock())
    return done


def _make(bundle: "Bundle", clock: Callable[[], datetime]) -> None:
    from django.utils import timezone

    from fairgate.actions.bundle import failed, made, may_go_on, went_on
    from fairgate.delivery.bundle import BundleTooLarge, bind
    from fairgate.delivery.evidence.refused import EvidenceRefused
    from fairgate.delivery.letter import LetterRefused
    from fairgate.engine.acts.bundle import Audience
    from fairgate.queries.bundle_content import content
    from fairgate.records.standing import standing

    now = clock()
    if not may_go_on(bundle, now=now):
        return
    stands = standing(bundle.case, timezone.localdate(now))
    file = content(stands, Audience(bundle.audience), bundle.confirmed)
    try:
        bound = bind(file, at=now, progress=lambda done, total: went_on(bundle, done, total, now=clock()))
    except BundleTooLarge as error:
        failed(bundle, str(error), now=clock())
    except FileNotFoundError:
        failed(bundle, "A file of the case is gone from the store: `fairgate ledger verify` says which", now=clock())
    except (LetterRefused, EvidenceRefused) as error:
        failed(bundle, f"It could not be set: {str(error)[:200]}", now=clock())
    else:
        made(bundle, bound, stands.seq, now=clock())
