import re
from pathlib import Path

import pytest

from core.settings import ROOT
from core.ui.app import THEME_COLORS
from core.ui.components import plot

TOKENS = (ROOT / "assets/css/tokens.css").read_text()
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
TEXT = ("ink", "ink-2", "ink-3", "woad", "madder", "weld-ink", "moss", "walnut")
GROUNDS = ("paper", "surface", "sunk", "raised")
TINTS = (
    ("woad-t", "woad"),
    ("madder-t", "madder"),
    ("weld-t", "weld-ink"),
    ("moss-t", "moss"),
    ("walnut-t", "walnut"),
)
FILLS = (
    ("woad", "on-woad"),
    ("woad-hover", "on-woad"),
    ("woad-active", "on-woad"),
    ("madder", "on-madder"),
    ("madder-hover", "on-madder"),
    ("media", "on-media"),
    ("media", "on-media-2"),
    ("ink", "paper"),
    ("scale-a", "on-scale-deep"),
    ("scale-b", "on-scale-deep"),
    ("scale-c", "on-scale-pale"),
    ("scale-d", "on-scale-pale"),
    ("scale-e", "on-scale-pale"),
)


def block(selector: str) -> dict[str, str]:
    body = re.search(rf"^{re.escape(selector)} {{(.*?)^}}", TOKENS, re.DOTALL | re.MULTILINE)
    assert body is not None
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body[1]))


LIGHT = block(":root")
MODES = {"light": LIGHT, "dark": LIGHT | block(".dark")}


def rgb(color: str) -> tuple[int, ...]:
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


def luminance(color: str) -> float:
    linear = [
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4
        for c in rgb(color)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_defines_it():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#1f4e6b", "#ffffff") == pytest.approx(8.90, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_can_be_read_on_every_ground(mode, ground, text):
    assert contrast(MODES[mode][text], MODES[mode][ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ground", "text"), TINTS + FILLS)
def test_text_can_be_read_on_its_fill(mode, ground, text):
    assert contrast(MODES[mode][text], MODES[mode][ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tint", [tint for tint, _ in TINTS])
def test_ink_can_be_read_on_every_tint(mode, tint):
    assert contrast(MODES[mode]["ink"], MODES[mode][tint]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_can_be_seen(mode, ground):
    assert contrast(MODES[mode]["line-strong"], MODES[mode][ground]) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", range(1, 9))
def test_every_series_of_a_chart_can_be_seen(mode, number):
    assert contrast(MODES[mode][f"chart-{number}"], MODES[mode]["surface"]) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_plotly_draws_in_the_colors_of_the_tokens(mode):
    def painted(name: str) -> str:
        return "rgb({},{},{})".format(*rgb(MODES[mode][name]))

    assert plot.PALETTES[mode] == tuple(painted(f"chart-{n}") for n in range(1, 9))
    assert plot.TEXT[mode] == painted("ink-2")
    assert plot.LINE[mode] == painted("line")


def test_the_browsers_frame_has_the_color_of_the_paper():
    assert dict(THEME_COLORS) == {
        mode: "rgb({} {} {})".format(*rgb(colors["paper"])) for mode, colors in MODES.items()
    }


def sources() -> list[Path]:
    python = [
        path
        for package in ("core/ui", "storefront", "admin", "vendor_portal")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".jsx"}
    ]
    styles = [path for path in (ROOT / "assets/css").glob("*.css") if path.name != "tokens.css"]
    return [*python, *styles]


def test_no_color_is_written_outside_the_tokens():
    found = {
        f"{path.relative_to(ROOT)}: {match}"
        for path in sources()
        for match in HEX.findall(path.read_text())
    }

    assert found == set()


def test_every_token_in_use_exists():
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    styles = "".join(path.read_text() for path in (ROOT / "assets/css").glob("*.css"))
    local = set(re.findall(r"--([\w-]+):", styles)) | {"gap"}  # the last is the toast library's

    assert set(re.findall(r"var\(--([\w-]+)", styles)) <= defined | local
