"""What opens a letter: the word at the end of the link in the mail."""

from fairgate.web.shared.forms import Form, Text


class YourLetterForm(Form):
    """The word; a script fills it in from the link, which never sends it to anybody by itself."""

    word = Text(
        "The word at the end of the link",
        hint="Everything after the # in the link of your mail. Usually it is here already",
        missing="Copy here what stands after the # in the link of your mail",
        max_length=100,
        autocomplete="off",
    )
