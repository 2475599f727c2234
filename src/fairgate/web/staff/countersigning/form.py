"""What is asked of whoever signs a draft of somebody else's."""

from fairgate.web.shared.forms import ActForm, Confirm, Hidden


class CountersigningForm(ActForm):
    """That they have read it. `signed` is the digest of the text that they had before them."""

    read = Confirm("I have read it as it stands above, and I sign it too.", missing="Read it, then tick the box")
    signed = Hidden()
