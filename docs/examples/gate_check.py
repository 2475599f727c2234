"""May whoever gives this name come in? A client for visitor systems, in Python alone.

    FAIRGATE_KEY=fg_... python gate_check.py https://fairgate.example.org "Jo Penrose"

The exit status is 0 for not_barred_here, 1 for barred_here and 2 for check; 3 when there is no answer, which is never a
yes: send the person to the desk. The key is read from the environment, so that it stands in no list of processes.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

STATUS = {"not_barred_here": 0, "barred_here": 1, "check": 2}
NO_ANSWER = 3
SECONDS = 5


class NoAnswer(Exception):
    """The look-up says nothing about anybody; the text says what to do."""


class _Stays(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the key is for the address that it was given for."""

    def redirect_request(self, *_: object) -> None:
        return None


def check(server: str, key: str, name: str, *, wait: bool = True) -> dict[str, str]:
    """The answer for one name; `wait` once where the key has asked too often. Raises NoAnswer."""
    parts = urlsplit(server)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")):
        raise NoAnswer("Ask by https: by plain http the key could be read on the way.")
    request = urllib.request.Request(  # noqa: S310 (its scheme was looked at)
        server.rstrip("/") + "/api/v1/gate/check",
        data=json.dumps({"name": name}).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.build_opener(_Stays).open(request, timeout=SECONDS) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 429 and wait:
                time.sleep(min(int(error.headers.get("Retry-After", "1")), 60))
                return check(server, key, name, wait=False)
            raise NoAnswer(_do(error)) from None
    except (OSError, ValueError) as error:
        raise NoAnswer(f"Fairgate cannot be reached: {error}") from error
    if not isinstance(answer, dict) or answer.get("answer") not in STATUS:
        raise NoAnswer("What came back is no answer of Fairgate: look at the address.")
    return answer


def _do(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["do"])
    except (ValueError, KeyError, TypeError):
        return f"The server answered {error.code}: look at the address."


def main(arguments: list[str]) -> int:
    """Print the answer, and what to do; the exit status."""
    key = os.environ.get("FAIRGATE_KEY", "")
    if len(arguments) != 2 or not key:
        print(__doc__, file=sys.stderr)
        return NO_ANSWER
    try:
        answer = check(*arguments[:1], key, arguments[1])
    except NoAnswer as no:
        print(f"No answer. {no} Send the person to the desk.", file=sys.stderr)
        return NO_ANSWER
    print(answer["answer"])
    if "until" in answer:
        print(f"Until the end of {answer['until']}. {answer['say']} Call {answer['call']}.")
    return STATUS[answer["answer"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
