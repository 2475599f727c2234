"""A stand-in for GOV.UK Notify, written from its published API: letters are handed over, looked for, asked after."""

import base64
import contextlib
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE, SECRET = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
KEY = f"tests-{SERVICE}-{SECRET}"


class NotifyStandIn:
    """What it was given, in order. `answers` are statuses for the next calls; `breaks_off` takes and never answers.

    While it `holds_on` it takes a letter, and lets whoever brought it wait.
    """

    def __init__(self) -> None:
        self.letters: list[dict[str, Any]] = []
        self.texts: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.breaks_off = self.holds_on = False
        self.asked: list[str] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                """Nothing is printed."""

            def do_POST(self) -> None:
                stand_in.take(self)

            def do_GET(self) -> None:
                stand_in.tell(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def become(self, status: str) -> None:
        """What has become of every letter that it holds."""
        for letter in self.letters:
            letter["status"] = status

    def take(self, call: BaseHTTPRequestHandler) -> None:
        body = json.loads(call.rfile.read(int(call.headers["Content-Length"])))
        self.asked.append(f"POST {call.path}")
        if self._refused(call):
            return
        if call.path == "/v2/notifications/sms":
            self.texts.append(body)
            self._answer(call, 201, {"id": str(uuid4()), "reference": body.get("reference")})
            return
        if call.path != "/v2/notifications/letter" or set(body) - {"reference", "content", "postage"}:
            self._answer(call, 400, {"errors": [{"error": "ValidationError", "message": f"not of the API: {body}"}]})
            return
        pdf = base64.b64decode(body["content"], validate=True)
        letter = {"id": str(uuid4()), "reference": body["reference"], "type": "letter", "status": "pending-virus-check"}
        self.letters.append(letter | {"pdf": pdf})
        if self.breaks_off:
            call.connection.close()
            return
        while self.holds_on:
            time.sleep(0.05)
        self._answer(call, 201, {"id": letter["id"], "reference": letter["reference"], "postage": "second"})

    def tell(self, call: BaseHTTPRequestHandler) -> None:
        self.asked.append(f"GET {urlsplit(call.path).path}")
        if self._refused(call):
            return
        parts = urlsplit(call.path)
        one = re.fullmatch(r"/v2/notifications/([0-9a-f-]{36})", parts.path)
        shown = [{key: value for key, value in letter.items() if key != "pdf"} for letter in self.letters]
        if one:
            found = [letter for letter in shown if letter["id"] == one[1]]
            self._answer(call, 200, found[0]) if found else self._answer(call, 404, {"errors": []})
            return
        reference = parse_qs(parts.query).get("reference", [""])[0]
        found = [letter for letter in shown if letter["reference"] == reference]
        self._answer(call, 200, {"notifications": found, "links": {}})

    def _refused(self, call: BaseHTTPRequestHandler) -> bool:
        token = call.headers["Authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        assert claims["iss"] == SERVICE
        if self.answers and (status := self.answers.pop(0)) != 200:
            self._answer(call, status, {"errors": [{"error": "Error", "message": "no, Jo Penrose of 1 Elm Row"}]})
            return True
        return False

    @staticmethod
    def _answer(call: BaseHTTPRequestHandler, status: int, body: dict[str, Any]) -> None:
        text = json.dumps(body).encode()
        with contextlib.suppress(ConnectionError):  # whoever asked may have been killed
            NotifyStandIn._write(call, status, text)

    @staticmethod
    def _write(call: BaseHTTPRequestHandler, status: int, text: bytes) -> None:
        call.send_response(status)
        call.send_header("Content-Type", "application/json")
        call.send_header("Content-Length", str(len(text)))
        call.end_headers()
        call.wfile.write(text)
