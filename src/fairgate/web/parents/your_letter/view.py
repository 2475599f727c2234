"""The letter behind the link of a mail.

Its word stands after the # of the link: browsers send that to nobody, so it is in no log, and a scanner of mails that
follows the link opens nothing. It is sent by the button alone.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairgate.actions.your_letter import NotOpen, open_your_letter
from fairgate.queries.letter_editions import body_of, languages_of, pdfs_of, reading_of, translation_of, unchecked_words
from fairgate.records.models import IssuedLetter
from fairgate.web.parents.your_letter.form import YourLetterForm
from fairgate.web.shared.request import Request

GONE = (
    "This link does not open a letter any more, or not yet: it opens once. If somebody else has opened it, or you lost "
    "the letter, ask the school for it on a number that you know."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def your_letter(request: Request) -> HttpResponse:
    """The page with the button; then the letter as a page, in a language that was chosen there, or as a PDF."""
    form = YourLetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            letter = open_your_letter(form.cleaned_data["word"], now=request.now)
        except NotOpen:
            form = YourLetterForm(request.POST)
            form.is_valid()
            form.add_error("word", GONE)
        else:
            response = _shown(request, letter, form.cleaned_data["word"])
            response.headers["Cache-Control"] = "no-store"
            return response
    return render(request, "parents/your_letter/page.html", {"form": form})


def _shown(request: Request, letter: IssuedLetter, word: str) -> HttpResponse:
    """The letter in the form that was asked for; its page where nothing was, or nothing that there is."""
    wanted = request.POST.get("as", "")
    edited = letter.edited()
    reading = None if edited else reading_of(letter)
    if edited:  # that is the letter; its page and its other editions say what it said before
        pdf: bytes | None = bytes(edited.body)
    else:
        pdf = bytes(letter.pdf) if wanted == "pdf" or reading is None else body_of(letter, wanted)
    if pdf is not None:
        response = HttpResponse(pdf, content_type="application/pdf")
        response.headers["Content-Disposition"] = 'attachment; filename="letter.pdf"'
        return response
    translation = translation_of(reading, wanted.removeprefix("page-"))
    page = {
        "reading": reading,
        "translation": translation,
        "unchecked": unchecked_words(translation),
        "languages": languages_of(reading),
        "editions": pdfs_of(letter),
        "word": word,
    }
    return render(request, "parents/your_letter/letter.html", page)
