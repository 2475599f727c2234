"""Colours that can be read: contrast as WCAG 2.2 measures it (success criterion 1.4.3)."""

TEXT_CONTRAST = 4.5
WHITE, INK, BLACK = "#ffffff", "#16232b", "#000000"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', 0 for black to 1 for white."""
    parts = [c / 255 for c in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(background: str) -> str:
    """The first of white, ink and black that can be read on `background`; one of white and black always can."""
    return next(colour for colour in (WHITE, INK, BLACK) if contrast(colour, background) >= TEXT_CONTRAST)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` mixed in."""
    mixed = (round(a + (b - a) * share) for a, b in zip(_channels(colour), _channels(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def readable(colour: str, background: str = WHITE, ratio: float = TEXT_CONTRAST) -> str:
    """`colour`, darkened as little as makes it `ratio` readable on `background`, which is a light one."""
    for step in range(101):
        darker = mix(colour, BLACK, step / 100)
        if contrast(darker, background) >= ratio:
            return darker
    return BLACK
