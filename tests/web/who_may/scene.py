"""The house in which every cell of the table is tried: two trusts, a user to each role, the same things in each place.

The user's own school is Carn and its trust Aspire, whose code has a council; Penryn is the other school of that trust,
and Prestfield is in the other trust. A word of its own stands in whatever only some may read (`planted`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import override_settings
from tests.house import NOW, House
from tests.told import terms
from tests.web.who_may.roles import ROLES, browser
from tests.web.who_may.things import called, council, draft, looked, nothing, reported, session, stand_aside, things

from fairgate.delivery.evidence import intake, looking, masking, worker
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.masking import Box
from fairgate.delivery.evidence.seen import Job, Seen
from fairgate.records.models import Recusal, School
from fairgate.web.account.confirm import view as confirming
from fairgate.web.account.provider.configured import GOOGLE, Provider

OWN, OTHER, FOREIGN, ABSENT = "own", "other", "foreign", "absent"
PLACES = (OWN, OTHER, FOREIGN)
"""One's own school; another of the trust; another trust's. ABSENT is what is not there at all."""
BODY = "hub_council"
PROVIDER = Provider("google", GOOGLE, "aspire", "http://127.0.0.1:9", "us", "secret", frozenset({"aspire.example"}))
"""Through whom one could sign in, if there were anybody at that address."""


class Scene:
    """The house with everything in it. `at` has, for each place, what an address and a form can name."""

    def __init__(self) -> None:
        self.house = house = House()
        self.own, self.foreign = house.carn, house.prestfield
        self.other = house.school("penryn", house.aspire, "900004")
        for trust in (house.aspire, house.oak):
            terms(trust)
        schools = {OWN: self.own, OTHER: self.other, FOREIGN: self.foreign}
        self.at: dict[str, dict[str, Any]] = {}
        for place, school in schools.items():
            head = "head_of_school" if school.trust == house.aspire else "headteacher"
            self.at[place] = things(house, school, place, head)
        self.users = {role: make(self) for role, make in ROLES.items()}
        self.browsers = {role: browser(role, user) for role, user in self.users.items()}
        for place, school in schools.items():
            by = self.users["teacher"] if place == OWN else house.user("class_teacher", school)
            assert by is not None
            self.at[place] |= reported(school, place, self.at[place]["person"], by)
            self.at[place] |= {"draft": draft(by, place)}
            to = self.users[{OWN: "head", OTHER: "second", FOREIGN: "their_head"}[place]]
            assert to is not None
            self.at[place] |= called(school, place, self.at[place]["person"], by, to)
        self._sits()
        self._stands_aside()
        self._signs_in()
        self.at[ABSENT] = {**self.at[OWN], **nothing()}

    def _sits(self) -> None:
        """Aspire's council, before which the own case is put. The other trust has a body of that name as well."""
        clerk, member = self.users["clerk"], self.users["council"]
        assert clerk is not None
        ours = council(self.house.aspire, BODY, self.at[OWN]["case"], clerk, member)
        theirs = council(self.house.oak, BODY, self.at[FOREIGN]["case"], clerk, None)
        self.at[OWN] |= ours
        self.at[OTHER] |= ours
        self.at[FOREIGN] |= theirs

    def _stands_aside(self) -> None:
        """Who stands aside from somebody in each place; and a colleague who does not."""
        for place, role in ((OWN, "teacher"), (OTHER, "passing"), (FOREIGN, "their_dsl")):
            school: School = getattr(self, place)
            aside = self.users["relative"] if place == OWN else self.house.user("class_teacher", school)
            colleague = self.users[role]
            assert aside is not None
            assert colleague is not None
            if place != OWN:
                stand_aside(aside, self.at[place]["twin"])
            recusal = Recusal.objects.filter(user=aside).latest("pk")
            self.at[place] |= {"recusal": recusal.pk, "colleague": colleague.pk}

    def _signs_in(self) -> None:
        """Whose app, session and looks: the head's, the second head's, and somebody's of the other trust."""
        for place, role in ((OWN, "head"), (OTHER, "second"), (FOREIGN, "their_head")):
            user = self.users[role]
            assert user is not None
            connection = SocialAccount.objects.create(user=user, provider=PROVIDER.name, uid=f"uid of {place}")
            self.at[place] |= {"app": Authenticator.objects.get(user=user).pk, "session": session(user)}
            self.at[place] |= {"connection": connection.pk, **looked(user, self.users["data"])}


@contextmanager
def stage(state: Path) -> Iterator[Scene]:
    """The house, on a clock that stands still, its files in the folder `state`; nothing is said of what goes wrong."""

    def looked_at(path: Path, media: Media, boxes: tuple[Box, ...] = ()) -> Seen:
        """By the same readers as ever, and in this process: what becomes of files is told elsewhere."""
        return worker.look(worker.reader(Job(media.value, looking.SECONDS, boxes)), path.read_bytes())

    # A hasher is remembered once it was asked for; only `override_settings` has it forgotten again.
    fast = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with fast, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FAIRGATE_CLOCK", lambda: NOW)
        patch.setattr(settings, "STATE", state)
        patch.setattr(settings, "FAIRGATE_CLAMAV", "")
        # Everybody has confirmed who they are just now, however long the whole table takes.
        patch.setattr(confirming, "FRESH", 86_400)
        patch.setattr(settings, "FAIRGATE_PROVIDERS", (PROVIDER,))
        patch.setattr(intake, "look", looked_at)
        patch.setattr(masking, "cover", lambda *given: looked_at(*given).pictures[0])
        logging.disable(logging.CRITICAL)
        try:
            yield Scene()
        finally:
            logging.disable(logging.NOTSET)
