"""What other systems may ask, as OpenAPI 3.1 has it: the one place that says so, for the page and the JSON."""

from typing import Any

from fairgate.queries.gate import Word
from fairgate.queries.gate_check import SAY

PAGE = "/api/v1/"
ADDRESS = "/api/v1/gate/check"
LONGEST_BODY = 4096
"""Bytes of a question."""
LONGEST_NAME = 120
"""Characters of a name."""
CLEAR, BARRED, CHECK = (word.value.replace(" ", "_") for word in (Word.CLEAR, Word.BARRED, Word.CHECK))

ERRORS = {
    "key": (
        401,
        "Send the school's key as 'Authorization: Bearer KEY'. If you did, it is wrong or was revoked.",
    ),
    "https": (403, "Ask by https. A key that was sent by plain http may have been read: have it revoked."),
    "method": (405, "Ask by POST."),
    "length": (411, "Say how long the body is, in Content-Length; do not send it in chunks."),
    "size": (413, f"Send a body of {LONGEST_BODY} bytes at most: a name and nothing else."),
    "type": (415, "Send the body as 'Content-Type: application/json'."),
    "json": (400, 'Send a body that is JSON, in UTF-8, such as {"name": "Jo Penrose"}.'),
    "shape": (400, 'Send an object with one member, \'name\', that is text, such as {"name": "Jo Penrose"}.'),
    "name": (
        422,
        f"Send the first name, or its initial, and the surname, in at most {LONGEST_NAME} characters.",
    ),
    "too_many": (429, "Wait as many seconds as Retry-After says. Until then send the person to the desk."),
}
"""Each error: its status, and what to do about it."""

ANSWERS = {
    CLEAR: "Nobody of this name, or of one like it, is barred at the school today. It answers nothing else.",
    BARRED: "Somebody of just this name is barred at the school. Do not sign them in; the desk is to see them.",
    CHECK: "A name like this is barred, or more than one person has it. Do not guess: send the person to the desk, "
    "and do not say why.",
}


def document(server: str) -> dict[str, Any]:
    """The whole document; `server` is where it is served, such as https://fairgate.example.org."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Fairgate: the gate",
            "version": "1",
            "summary": "May whoever gives this name come onto the premises of this school, today?",
            "description": "For visitor systems. Three answers, and no reason, ever.",
        },
        "servers": [{"url": server}],
        "security": [{"schoolKey": []}],
        "paths": {ADDRESS: {"post": _operation()}},
        "components": {
            "securitySchemes": {
                "schoolKey": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The key of one school, made by the trust's data lead. It says which school is "
                    "asked about.",
                }
            },
            "schemas": {"Question": _question(), "Answer": _answer(), "Error": _error()},
        },
    }


def _operation() -> dict[str, Any]:
    responses: dict[str, Any] = {
        "200": {"description": "One of the three answers.", "content": _json("Answer")},
    }
    for error, (status, do) in ERRORS.items():
        told = responses.setdefault(str(status), {"description": "", "content": _json("Error")})
        told["description"] = f"{told['description']} '{error}': {do}".strip()
    responses["429"]["headers"] = {
        "Retry-After": {"description": "In how many seconds the key may ask again.", "schema": {"type": "integer"}}
    }
    return {
        "operationId": "gateCheck",
        "summary": "Look a name up at the gate",
        "description": "Each look-up is noted with the key and the time; the name is not kept.",
        "requestBody": {"required": True, "content": _json("Question")},
        "responses": responses,
    }


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _question() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {
            "name": {
                "type": "string",
                "minLength": 1,
                "maxLength": LONGEST_NAME,
                "description": "First name and surname, as the person gives them. A number plate or a telephone "
                "number is answered too, with 'check' at most.",
                "examples": ["Jo Penrose"],
            }
        },
    }


def _answer() -> dict[str, Any]:
    barred = {
        "type": "object",
        "additionalProperties": False,
        "required": ["answer", "until", "say", "call"],
        "properties": {
            "answer": {"const": BARRED, "description": ANSWERS[BARRED]},
            "until": {"type": "string", "format": "date", "description": "The last day, that day included."},
            "say": {"type": "string", "description": "What to do, in words.", "examples": [SAY]},
            "call": {
                "type": "string",
                "description": "Whom to call: an office and a telephone number.",
                "examples": ["the School Business Manager, through the school office on 01632 960100"],
            },
        },
    }
    others = {
        "type": "object",
        "additionalProperties": False,
        "required": ["answer"],
        "properties": {"answer": {"enum": [CLEAR, CHECK], "description": f"{ANSWERS[CLEAR]} {ANSWERS[CHECK]}"}},
    }
    return {"oneOf": [others, barred]}


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["error", "do", "read"],
        "properties": {
            "error": {"enum": list(ERRORS)},
            "do": {"type": "string", "description": "What to do about it."},
            "read": {"const": PAGE, "description": "Where it is written down."},
        },
    }
