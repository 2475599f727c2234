"""The pages of what went wrong. Each says what happened, that nothing was lost or changed, and what to do next."""

from fairgate.web.shared.errors.views import (
    bad_request,
    conflict,
    fault,
    forbidden,
    not_found,
    stale_page,
)

__all__ = ["bad_request", "conflict", "fault", "forbidden", "not_found", "stale_page"]
