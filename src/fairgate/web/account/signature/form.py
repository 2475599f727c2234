"""A picture of one's signature."""

from fairgate.web.shared.forms import File, Form


class SignatureForm(Form):
    """One picture."""

    picture = File(
        "Picture of your signature",
        hint="A JPEG, PNG or WebP picture: dark ink on white paper. It is painted anew, small and in grey.",
        missing="Choose a picture, or take one.",
        accept="image/jpeg,image/png,image/webp",
    )
