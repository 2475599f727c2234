"""A vehicle to enter, and those to take away."""

from typing import Any

from fairgate.queries.person import Car
from fairgate.records.plates import normalised
from fairgate.web.shared.forms import Checkboxes, Form, Option, Text

LONGEST_PLATE = 10


class VehiclesForm(Form):
    """One vehicle at a time: each is a row of its own."""

    registration = Text(
        "Registration", hint="The number plate, like AB12 CDE", width=10, limit=15, required=False, spellcheck=False
    )
    description = Text("What it looks like", hint="Make and colour, like a red van", limit=120, required=False)
    wrong = Checkboxes("Take away", hint="A vehicle that is not theirs", small=True, required=False)

    def __init__(self, *args: Any, cars: tuple[Car, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wrong"].options = [
            Option(str(car.number), " ".join(part for part in (car.registration, car.description) if part))
            for car in cars
        ]
        if not cars:
            del self.fields["wrong"]

    def clean_registration(self) -> str:
        """Capitals and figures alone."""
        plate = normalised(self.cleaned_data["registration"])
        if len(plate) > LONGEST_PLATE or (self.cleaned_data["registration"] and not plate):
            self.add_error("registration", "Write the registration in letters and figures, like AB12 CDE.")
        return plate

    def clean(self) -> dict[str, Any] | None:
        """There is something to do."""
        data = super().clean()
        said = self.cleaned_data
        if not self.errors and not any(said.get(name) for name in ("registration", "description", "wrong")):
            also = ", or tick one to take away." if "wrong" in self.fields else "."
            self.add_error("registration", f"Write the registration or what the vehicle looks like{also}")
        return data
