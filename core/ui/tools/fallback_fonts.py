"""Write the @font-face rules, with fallback faces that take exactly the room of the web fonts.

Run from the repository root: ``python -m core.ui.tools.fallback_fonts > assets/css/fonts.css``

The font files hold the weights and features that the shop uses, of the published ones::

    fonttools varLib.instancer FONT.woff2 wght=400:700 -o FONT.ttf
    pyftsubset FONT.ttf --unicodes=* --no-hinting --flavor=woff2 --output-file=FONT.woff2 \\
      --layout-features=kern,liga,ccmp,locl,lnum,tnum,pnum,mark,mkmk,rvrn,calt
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageFont

FONTS = Path("assets/fonts")
SIZE = 1000
# Letters in the proportion of English text: a mean width must weigh an "e" more than a "q".
LETTERS = {
    "e": 98, "t": 70, "a": 65, "o": 61, "n": 58, "i": 55, "s": 53, "h": 49, "r": 48, "d": 33,
    "l": 32, "u": 23, "c": 22, "m": 20, "w": 19, "f": 18, "g": 16, "y": 16, "p": 15, "b": 12,
    "v": 8, "k": 6, "x": 1, "j": 1, "q": 1, "z": 1, " ": 180,
}  # fmt: skip
LATIN = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, "
    "U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"
)
WORDMARK = "U+0041-005A, U+0061-007A"
LATIN_EXT = (
    "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, "
    "U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, "
    "U+2C60-2C7F, U+A720-A7FF"
)


@dataclass(frozen=True, slots=True)
class Face:
    family: str
    file: str
    weights: str
    style: str
    range: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """``width`` is the local font's mean letter width in its em, weighed as ``LETTERS`` is."""

    family: str
    local: tuple[str, ...]
    width: float
    file: str
    weight: int


FACES = (
    Face("Vollkorn", "vollkorn-latin", "400 700", "normal", LATIN),
    Face("Vollkorn", "vollkorn-latin-ext", "400 700", "normal", LATIN_EXT),
    Face("Vollkorn", "vollkorn-latin-italic", "400 700", "italic", LATIN),
    # Of the italic, the letters of the wordmark: every page has it, few have more.
    Face("Vollkorn Wordmark", "vollkorn-wordmark-italic", "500", "italic", WORDMARK),
    Face(
        "Atkinson Hyperlegible Next",
        "atkinson-hyperlegible-next-latin",
        "400 700",
        "normal",
        LATIN,
    ),
    Face(
        "Atkinson Hyperlegible Next",
        "atkinson-hyperlegible-next-latin-ext",
        "400 700",
        "normal",
        LATIN_EXT,
    ),
    Face(
        "Atkinson Hyperlegible Mono",
        "atkinson-hyperlegible-mono-latin",
        "200 800",
        "normal",
        LATIN,
    ),
)
FALLBACKS = (
    # Headings and prices are set at 600, running text at 400.
    Fallback(
        "Vollkorn Fallback",
        ("Georgia", "Gelasio"),
        913 / 2048,
        "vollkorn-latin",
        600,
    ),
    Fallback(
        "Atkinson Fallback",
        ("Arial", "Liberation Sans", "Arimo"),
        913 / 2048,
        "atkinson-hyperlegible-next-latin",
        400,
    ),
)


def face_rule(face: Face) -> str:
    return (
        "@font-face {\n"
        f'  font-family: "{face.family}";\n'
        f"  font-style: {face.style};\n"
        f"  font-weight: {face.weights};\n"
        "  font-display: swap;\n"
        f'  src: url("/fonts/{face.file}.woff2") format("woff2");\n'
        f"  unicode-range: {face.range};\n"
        "}\n"
    )


def fallback_rule(fallback: Fallback) -> str:
    font = ImageFont.truetype(FONTS / f"{fallback.file}.woff2", SIZE)
    font.set_variation_by_axes([fallback.weight])
    ascent, descent = font.getmetrics()
    scale = mean_width(font) / fallback.width
    sources = ", ".join(f'local("{name}")' for name in fallback.local)
    return (
        "@font-face {\n"
        f'  font-family: "{fallback.family}";\n'
        f"  src: {sources};\n"
        f"  size-adjust: {scale:.2%};\n"
        f"  ascent-override: {ascent / SIZE / scale:.2%};\n"
        f"  descent-override: {descent / SIZE / scale:.2%};\n"
        "  line-gap-override: 0%;\n"
        "}\n"
    )


def mean_width(font: ImageFont.FreeTypeFont) -> float:
    """Mean advance of a letter of English text, in ems."""
    total = sum(font.getlength(letter) * weight for letter, weight in LETTERS.items())
    return total / sum(LETTERS.values()) / SIZE


def stylesheet() -> str:
    rules = [face_rule(face) for face in FACES]
    rules += [fallback_rule(fallback) for fallback in FALLBACKS]
    return "/* Written by core/ui/tools/fallback_fonts.py. */\n\n" + "\n".join(rules)


if __name__ == "__main__":
    sys.stdout.write(stylesheet())
