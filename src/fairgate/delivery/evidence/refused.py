"""Why a file is not taken in."""


class EvidenceRefused(Exception):
    """A file that is not kept. `text` says why and `change` what would help, a sentence or two each."""

    def __init__(self, text: str, change: str) -> None:
        super().__init__(f"{text} {change}")
        self.text = text
        self.change = change


class FileInfected(EvidenceRefused):
    """A file in which the virus scanner found something; `found` is the scanner's own name for it."""

    def __init__(self, what: str, found: str, sha256: str, size: int) -> None:
        super().__init__(
            f"The virus scanner found {found!r} in {what}. It was not kept.",
            "Do not open it. If it shows something that matters, photograph the screen of the device that it is on.",
        )
        self.found = found
        self.sha256 = sha256
        self.size = size
