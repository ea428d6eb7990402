"""Colors that have a name in the shop, as the tokens that paint them."""

NAMED = frozenset({
    "amber", "ash", "beech", "black", "blue", "blush", "bone", "brass", "brick", "brown",
    "buff", "celadon", "charcoal", "cherry", "chestnut", "clay", "clear", "cobalt",
    "cocoa", "copper", "flax", "gold", "green", "grey", "indigo", "ink", "ivory",
    "lavender", "madder", "maple", "milk", "moss", "natural", "oak", "oat", "oatmeal",
    "olive", "pink", "plum", "red", "rose", "rust", "sage", "sand", "sea", "silver",
    "slate", "smoke", "tan", "teal", "terracotta", "umber", "undyed", "walnut", "weld",
    "white", "willow", "woad", "yellow",
})  # fmt: skip
ALIKE = {
    "rag white": "white", "gray": "grey", "ash grey": "grey", "sea green": "sea",
    "smoked": "smoke", "smoked oak": "walnut", "olive wood": "oak", "white willow": "willow",
    "tenmoku": "chestnut", "calendula": "weld", "jute": "flax", "kraft": "buff",
    "seagrass": "willow", "oxblood": "madder", "pine": "oat", "zinc": "silver",
    "steamed": "chestnut", "beeswax": "amber", "blackened": "black", "lapis": "cobalt",
    "garnet": "madder", "agate": "slate", "moonstone": "milk",
}  # fmt: skip


def swatch(name: str) -> str:
    """A CSS background for the name of a color, "" when it is not one. Two colors joined by a
    slash share the spot.
    """
    paints = [_paint(part) for part in name.casefold().split("/")[:2]]
    if not all(paints):
        return ""
    if len(paints) == 1:
        return paints[0]
    first, second = paints
    return f"linear-gradient(135deg, {first} 50%, {second} 50%)"


def _paint(name: str) -> str:
    plain = " ".join(name.split())
    known = ALIKE.get(plain, plain)
    return f"var(--swatch-{known})" if known in NAMED else ""
