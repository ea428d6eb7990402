"""Our categories in the words of Google's product taxonomy, as far as they fit."""

KITCHEN = "Home & Garden > Kitchen & Dining"
JEWELRY = "Apparel & Accessories > Jewelry"
APPAREL = "Apparel & Accessories"

BY_SLUG = {
    "vases": "Home & Garden > Decor > Vases",
    "carafes-vases": "Home & Garden > Decor > Vases",
    "mugs-cups": f"{KITCHEN} > Tableware > Drinkware > Mugs",
    "drinking-glasses": f"{KITCHEN} > Tableware > Drinkware",
    "bowls-plates": f"{KITCHEN} > Tableware > Dinnerware",
    "jugs-teapots": f"{KITCHEN} > Tableware",
    "jars": f"{KITCHEN} > Food Storage",
    "boards": f"{KITCHEN} > Kitchen Tools & Utensils > Cutting Boards",
    "utensils": f"{KITCHEN} > Kitchen Tools & Utensils",
    "mills-mortars": f"{KITCHEN} > Kitchen Tools & Utensils",
    "table-linen": "Home & Garden > Linens & Bedding > Table Linens",
    "throws": "Home & Garden > Linens & Bedding > Bedding > Blankets",
    "towels": "Home & Garden > Linens & Bedding > Towels",
    "cushions": "Home & Garden > Decor > Throw Pillows",
    "rugs": "Home & Garden > Decor > Rugs",
    "scarves": f"{APPAREL} > Clothing Accessories > Scarves & Shawls",
    "candles": "Home & Garden > Decor > Home Fragrances > Candles",
    "soap": "Health & Beauty > Personal Care > Cosmetics > Bath & Body",
    "bath-accessories": "Home & Garden > Bathroom Accessories",
    "baskets": "Home & Garden > Decor > Baskets",
    "furniture": "Furniture",
    "shelves-hooks": "Furniture > Shelving",
    "boxes-trays": "Home & Garden > Decor",
    "pendant-lamps": "Home & Garden > Lighting > Lighting Fixtures",
    "table-lamps": "Home & Garden > Lighting > Lamps",
    "lanterns-holders": "Home & Garden > Decor > Home Fragrance Accessories > Candle Holders",
    "planters": "Home & Garden > Lawn & Garden > Gardening > Pots & Planters",
    "watering-tools": "Home & Garden > Lawn & Garden > Gardening > Gardening Tools",
    "twine-labels": "Home & Garden > Lawn & Garden > Gardening",
    "wildlife": "Animals & Pet Supplies > Pet Supplies > Bird Supplies",
    "vehicles-animals": "Toys & Games > Toys",
    "building": "Toys & Games > Toys > Building Toys",
    "baby-games": "Toys & Games > Toys",
    "wallets-pouches": f"{APPAREL} > Handbags, Wallets & Cases > Wallets & Money Clips",
    "bags": f"{APPAREL} > Handbags, Wallets & Cases > Handbags",
    "bracelets-necklaces": JEWELRY,
    "rings-earrings": JEWELRY,
    "notebooks": "Office Supplies > General Office Supplies > Paper Products",
    "cards": "Arts & Entertainment > Party & Celebration > Gift Giving",
    "wrapping": "Arts & Entertainment > Party & Celebration > Gift Giving > Gift Wrapping",
    "desk": "Office Supplies",
}


def google_category(slugs: tuple[str, ...]) -> str:
    """Of the nearest category that has one; "" when none has."""
    return next((BY_SLUG[slug] for slug in reversed(slugs) if slug in BY_SLUG), "")


def is_apparel(category: str) -> bool:
    return category.startswith(APPAREL)
