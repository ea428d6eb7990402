"""What a browser needs to install the shop."""

import json
from pathlib import Path

import pytest
from PIL import Image

from storefront.routes import ROUTES

ASSETS = Path(__file__).parents[2] / "assets"
MANIFEST = json.loads((ASSETS / "manifest.webmanifest").read_text(encoding="utf-8"))
PICTURES = [
    *MANIFEST["icons"],
    *MANIFEST["screenshots"],
    *[icon for shortcut in MANIFEST["shortcuts"] for icon in shortcut["icons"]],
]


def test_it_can_be_installed():
    assert {name: MANIFEST[name] for name in ("id", "start_url", "scope", "display")} == {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
    }
    purposes = [(icon.get("purpose", "any"), icon["sizes"]) for icon in MANIFEST["icons"]]
    assert purposes == [
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "512x512"),
        ("monochrome", "512x512"),
    ]
    assert {shot["form_factor"] for shot in MANIFEST["screenshots"]} == {"narrow", "wide"}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["src"])
def test_pictures_are_what_the_manifest_says(picture):
    with Image.open(ASSETS / picture["src"].lstrip("/")) as image:
        assert f"{image.width}x{image.height}" == picture["sizes"]
        assert f"image/{(image.format or '').lower()}" == picture["type"]


def test_the_maskable_icon_keeps_its_drawing_in_the_safe_zone():
    """Eighty percent of the width: what is outside of the circle is one color."""
    with Image.open(ASSETS / "icons/icon-maskable-512.png") as image:
        pixels = image.convert("RGB")
    ground = pixels.getpixel((0, 0))
    outside = {
        pixels.getpixel((x, y))
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2
    }
    assert outside == {ground}


def test_shortcuts_lead_to_pages():
    paths = {route.path for route in ROUTES}

    assert {shortcut["url"] for shortcut in MANIFEST["shortcuts"]} <= paths
