"""A photograph to keep."""

from fairgate.web.shared.forms import File, Form


class PhotographForm(Form):
    """One picture."""

    picture = File(
        "Photograph",
        hint="A JPEG, PNG or WebP picture of the person alone. It is painted anew; nothing else in the file is kept.",
        missing="Choose a picture, or take one.",
        accept="image/jpeg,image/png,image/webp",
    )
