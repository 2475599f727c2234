"""What is asked about files that are added."""

from typing import Any

from fairgate.delivery.evidence.kinds import TAKEN, Media
from fairgate.queries.acting import Told
from fairgate.web.shared.forms import ActForm, Checkboxes, Date, File, Files, LongText, Option

AT_ONCE = 10
_ENDINGS = ",".join(f".{ending}" for media in Media for ending in media.endings)


class EvidenceForm(ActForm):
    """Files, and what they are. Which of them are taken, the action says, file by file."""

    chosen = Files(
        "Files",
        hint=f"{TAKEN} Each up to 50 MB, ten at once.",
        accept=_ENDINGS,
        required=False,
    )
    photograph = File(
        "Or take a photograph now",
        hint="On a telephone this opens the camera.",
        # Named as JPEG, what a telephone takes in a form of its own is made a JPEG before it is sent.
        accept="image/jpeg",
        required=False,
    )
    text = LongText("What is it?", hint="What it shows, and where it comes from", rows=3, limit=2000)
    taken_on = Date("When was it taken or sent?", hint="If you know", past=True, required=False)
    about = Checkboxes("Which of these does it bear on?", required=False)

    def __init__(self, *args: Any, incidents: tuple[Told, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photograph"].attrs["capture"] = "environment"  # type: ignore[attr-defined]  # ours
        self.fields["about"].options = [Option(one.ref, one.sentence) for one in incidents]  # type: ignore[attr-defined]
        if not incidents:
            del self.fields["about"]

    def clean(self) -> dict[str, Any]:
        """At least one file, and no more than can be looked at while somebody waits."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        given = self.given
        if not given and not self.errors.keys() & {"chosen", "photograph"}:
            self.add_error("chosen", "Choose a file, or take a photograph.")
        if len(given) > AT_ONCE:
            self.add_error("chosen", f"Add {AT_ONCE} files at once, or fewer; there are {len(given)} now.")
        if given and self.errors:
            self.add_error("chosen", "Choose the files again: nothing is added yet, and a browser does not keep them.")
        return said

    @property
    def given(self) -> list[Any]:
        """All the files that came, from either field."""
        photograph = self.cleaned_data.get("photograph")
        return [*(self.cleaned_data.get("chosen") or ()), *([photograph] if photograph else [])]
