"""Text fit to be shown: from HTML, and with nothing in it that is invisible or turns the line round."""

import re
import unicodedata
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BREAK = re.compile(
    "address|article|blockquote|br|d[dlt]|div|fieldset|footer|form|h[1-6r]|header|li|main|[ou]l|p|pre|section|t[dhr]|table"
)
_HTML_AT_MOST = 2_000_000  # characters


def visible(text: str, *, one_line: bool = False) -> str:
    """The text with every control and format character shown by its number: a name cannot be read backwards.

    Line ends and tabs stay or, with `one_line`, become spaces.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if one_line:
        text = re.sub(r"\s*[\n\t]\s*", " ", text).strip()
    if text.isascii() and (text.isprintable() or not re.search(r"[^\n\t -~]", text)):
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\t\u200d\ufe0f" or character.isprintable():  # the joiner and selector that emoji are made with
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if character in "\u200b\u200c\ufeff\u00ad\u2060":  # spaces of no width: nothing is hidden by leaving them out
        return ""
    return "\n" if category in ("Zl", "Zp") else f"[U+{ord(character):04X}]"


def from_html(html: str) -> str:
    """The words of an HTML text as they would be read, each link with the address that it leads to."""
    reader = _Reader()
    reader.feed(html[:_HTML_AT_MOST])
    reader.close()
    text = re.sub(r"[ \t\xa0]+", " ", "".join(reader.out))
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._unseen = ""
        self._link = ""
        self._since = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            return
        if tag in _UNSEEN:
            self._unseen = tag
        elif _BREAK.fullmatch(tag):
            self.out.append("\n")
        elif tag == "img":
            self.out.append(f"[picture{': ' + alt if (alt := dict(attrs).get('alt') or '') else ''}]")
        elif tag == "a":
            self._link, self._since = dict(attrs).get("href") or "", len(self.out)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen or (self._unseen == "title" and tag == "head"):
                self._unseen = ""
            return
        if _BREAK.fullmatch(tag):
            self.out.append("\n")
        elif tag == "a" and self._link:
            target = self._link.removeprefix("mailto:")
            if target not in "".join(self.out[self._since :]):
                self.out.append(f" <{target}>")
            self._link = ""

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.out.append(re.sub(r"\s+", " ", data))
