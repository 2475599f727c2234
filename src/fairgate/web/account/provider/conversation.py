"""What is said to a provider and what it answers: the code flow of OpenID Connect with PKCE, state and nonce.

allauth's OpenID Connect client reads the metadata and fetches the token; its state kit keeps what a sign-in was begun
with in the session, for ten minutes and for one answer. That the ID token is genuine is looked at here.
"""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from requests import RequestException

from fairgate.web.account.provider.configured import Provider
from fairgate.web.account.provider.id_token import NotGenuine, claims

SCOPE = ("openid", "email", "profile")


class Stopped(Exception):
    """The sign-in goes no further; its one argument is why, a key of `words.WHY`."""


@dataclass(frozen=True)
class Begun:
    """What a sign-in was begun with: where the person was going, and what its answer must fit."""

    wanted: str
    nonce: str
    verifier: str


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth carries no types
    """allauth's client of OpenID Connect, for a provider of our settings and our own address to come back to."""

    def __init__(self, request: HttpRequest, provider: Provider) -> None:
        super().__init__(request, provider.name)
        self.ours = provider
        self.app = SocialApp(
            provider=OpenIDConnectProvider.id,
            provider_id=provider.name,
            name=provider.label,
            client_id=provider.client_id,
            secret=provider.client_secret,
            settings={"server_url": provider.server},
        )

    def get_provider(self) -> Any:
        """The provider as allauth knows it, made from the settings; its own table of them is not asked."""
        return OpenIDConnectProvider(self.request, app=self.app)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the provider sends the browser back to."""
        return request.build_absolute_uri(reverse("provider_back", args=[self.ours.name]))

    def begin(self, wanted: str) -> str:
        """The address at the provider that the browser is sent to. Raises Stopped when the provider cannot be asked."""
        nonce = get_random_string(32)
        pkce = generate_code_challenge()
        verifier = pkce.pop("code_verifier")
        try:
            client = self.get_client(self.request, self.app)
            begins_at = self.authorize_url
        except (RequestException, ValueError, LookupError, TypeError) as fault:
            raise Stopped("unreachable") from fault
        client.state = statekit.stash_state(
            self.request,
            provider_id=self.ours.name,
            state={"wanted": wanted, "nonce": nonce, "verifier": verifier},
        )
        # Whoever signs in at a shared computer chooses who they are, whoever was there before.
        more = {"nonce": nonce, "prompt": "select_account", **pkce}
        address: str = client.get_redirect_url(begins_at, SCOPE, more)
        return address

    def begun(self, state: str) -> Begun:
        """What the sign-in with this state was begun with in this browser; it is spent. Else Stopped."""
        kept = statekit.unstash_state(self.request, provider_id=self.ours.name, state_id=state)
        if kept is None:
            raise Stopped("stale")
        return Begun(**kept)

    def claims(self, code: str, begun: Begun) -> dict[str, Any]:
        """What the provider says of the person, for the code that the browser brought. Raises Stopped."""
        try:
            config = self.openid_config
            client = self.get_client(self.request, self.app)
            token = client.get_access_token(code, pkce_code_verifier=begun.verifier)["id_token"]
            keys = self._fetched(config["jwks_uri"])
            return claims(token, keys, issuer=self.ours.server, audience=self.ours.client_id, nonce=begun.nonce)
        except (OAuth2Error, NotGenuine, LookupError, TypeError) as fault:
            raise Stopped("not-accepted") from fault
        except (RequestException, ValueError) as fault:
            raise Stopped("unreachable") from fault

    def _fetched(self, address: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
            keys: dict[str, Any] = answer.json()
            return keys
