"""Green words that claim much and prove nothing. A moderator looks at them twice: without
evidence of excellent performance they may not be used towards consumers in the EU.
"""

import re

GENERIC = (
    "all natural", "biodegradable", "carbon neutral", "carbon positive", "climate friendly",
    "climate neutral", "climate positive", "co2 neutral", "conscious", "earth friendly",
    "eco", "eco friendly", "ecological", "environmentally friendly", "ethical",
    "good for nature", "green", "guilt free", "nature friendly", "net zero",
    "planet friendly", "responsible",
    "sustainable", "zero emissions", "zero waste",
)  # fmt: skip
# A color is no claim: “green glaze”, “bottle green”.
_COLOR = re.compile(
    r"\b(bottle|celadon|dark|forest|light|moss|olive|pale|sage|sea|leaf|soft|deep)[ -]green\b"
    r"|\bgreen (glaze|glass|wool|linen|leather|thread|dye|paint|stripes?|checks?|rim)\b"
)
_TAG = re.compile(r"<[^>]+>")


def generic_claims(*texts: str) -> tuple[str, ...]:
    """The claims found, each once, in alphabetical order."""
    words = _COLOR.sub(" ", " ".join(_TAG.sub(" ", text) for text in texts).lower())
    plain = re.sub(r"[-\s]+", " ", words)
    return tuple(
        claim for claim in GENERIC if re.search(rf"(?<!\w){re.escape(claim)}(?!\w)", plain)
    )
