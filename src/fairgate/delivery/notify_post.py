"""Letters printed and posted by GOV.UK Notify: one key for each trust, our own bytes as they were issued.

Notify has no operation key: the same letter sent twice is printed twice. So a letter whose fate is unknown is first
looked for by our reference. It says nothing by itself either: it is asked until the letter is posted. The client's
`sanitise_content_for` is for text messages alone: a letter is its own bytes, of which Notify changes nothing.
"""

import io
from typing import Any

from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from fairgate.delivery.carrier import BrokenOff, Carried, Forgotten, Never, NotNow, Stage

GOV_UK = "https://api.notifications.service.gov.uk"
WAIT_SECONDS = 30

_POSTED = frozenset({"received", "delivered"})
_FAILED = {
    "validation-failed": "GOV.UK Notify could not print it: something stands outside the places that it allows",
    "virus-scan-failed": "GOV.UK Notify's scan for viruses refused the file",
    "cancelled": "it was cancelled at GOV.UK Notify",
    "technical-failure": "GOV.UK Notify had a fault and did not print it",
    "permanent-failure": "GOV.UK Notify could not print it",
}
_NOT_FOUND, _TOO_MANY = 404, 429
_CLIENT_ERRORS = range(400, 500)


class NotifyPost:
    """One trust's service at GOV.UK Notify. Not for two threads at once."""

    def __init__(self, key: str, address: str = GOV_UK) -> None:
        made: Any = NotificationsAPIClient  # says that it is typed, and is not
        self._client = made(key, base_url=address, timeout=WAIT_SECONDS)

    def find(self, reference: str) -> Carried | None:
        """The letter with our reference, or None. Raises NotNow when Notify cannot be asked."""
        try:
            told = self._client.get_all_notifications(template_type="letter", reference=reference)
        except HTTPError as error:
            raise NotNow(_of(error)) from error
        found = told.get("notifications") or []
        return _carried(found[0]) if found else None

    def send(self, reference: str, pdf: bytes) -> Carried:
        """Hand a letter over. Raises Never, NotNow (it was not taken) or BrokenOff (it may have been)."""
        try:
            told = self._client.send_precompiled_letter_notification(reference, io.BytesIO(pdf))
        except HTTPError as error:
            if error.status_code == _TOO_MANY:
                raise NotNow(_of(error)) from error
            if error.status_code in _CLIENT_ERRORS:
                raise Never(_of(error)) from error
            raise BrokenOff(_of(error)) from error
        return Carried(str(told["id"]), Stage.TAKEN)

    def look(self, carrier_id: str) -> Carried:
        """How far the letter has come. Raises NotNow when Notify cannot be asked, Forgotten after its seven days."""
        try:
            return _carried(self._client.get_notification_by_id(carrier_id))
        except HTTPError as error:
            if error.status_code == _NOT_FOUND:
                raise Forgotten("GOV.UK Notify, which forgets after seven days, was not asked in time") from error
            raise NotNow(_of(error)) from error


def _carried(told: dict[str, Any]) -> Carried:
    status = str(told.get("status", ""))
    if status in _POSTED:
        return Carried(str(told["id"]), Stage.POSTED)
    if status in _FAILED:
        return Carried(str(told["id"]), Stage.FAILED, _FAILED[status])
    return Carried(str(told["id"]), Stage.TAKEN)


def _of(error: HTTPError) -> str:
    # Notify's message can quote what it was sent; its number cannot.
    return f"GOV.UK Notify answered {error.status_code}" if error.status_code else "GOV.UK Notify cannot be reached"
