import hashlib
import re
from pathlib import Path

import pytest

from core.checkout.place_order import PAYMENT_WINDOW
from core.checkout.settle_payment import ACCEPT_WITHIN
from core.content.consent import CONSENT_COOKIE, VERSION
from core.content.errors import LegalTextNotFound
from core.content.legal import render
from core.content.legal.render import html_of
from core.content.legal.stored import stored_on_devices
from core.content.legal.texts import FOLDER, LEGAL_TEXTS, legal_text
from core.reporting import tasks as reporting
from core.settings import ROOT, settings

VERSIONS = [(text, version) for text in LEGAL_TEXTS for version in text.versions]


@pytest.mark.parametrize(("text", "version"), VERSIONS)
def test_a_text_that_changes_gets_a_new_version(text, version):
    content = text.file(version).read_bytes()

    assert hashlib.sha256(content).hexdigest()[:12] == version.digest


@pytest.mark.parametrize(("text", "version"), VERSIONS)
def test_every_text_is_complete_and_safe(text, version):
    html = html_of(text, version)

    assert html.count("<h2>") >= 3
    assert "{{" not in html
    assert "{%" not in html
    assert "<script" not in html


def test_every_file_belongs_to_a_version():
    assert set(FOLDER.iterdir()) == {text.file(version) for text, version in VERSIONS}


def test_versions_are_told_from_the_newest():
    for text in LEGAL_TEXTS:
        days = [version.day for version in text.versions]
        assert days == sorted(days, reverse=True)


def test_an_unknown_version_is_the_current_one_and_an_unknown_text_is_none():
    terms = legal_text("terms")

    assert terms.version("99") == terms.current
    with pytest.raises(LegalTextNotFound):
        legal_text("../settings")


def test_the_operator_comes_from_the_settings(monkeypatch):
    monkeypatch.setattr(settings(), "operator_name", "Market & Co")
    imprint = legal_text("imprint")

    assert "Market &amp; Co" in html_of(imprint, imprint.current)


def test_every_cookie_of_the_code_is_in_the_list():
    """Names are constants called ``…_COOKIE`` or made by ``_named``."""
    sources = "\n".join(
        path.read_text()
        for folder in ("core/identity", "core/content", "core/api", "core/cart", "core/saved")
        for path in (ROOT / folder).rglob("*.py")
    )
    in_code = set(re.findall(r'^[A-Z_]*COOKIE = "(\w+)"', sources, re.MULTILINE))
    in_code |= set(re.findall(r'_named\(f?"(\w+?)(?:_\{.*)?"', sources))
    listed = {row.name.removeprefix("__Host-") for row in stored_on_devices()}

    assert CONSENT_COOKIE in in_code
    assert {name for name in in_code if not any(each.startswith(name) for each in listed)} == (
        set()
    )
    cookies = legal_text("cookies")
    page = html_of(cookies, cookies.current)
    assert all(f"<code>{row.name}</code>" in page for row in stored_on_devices())


def test_what_the_texts_say_about_times_is_what_the_code_does():
    assert render.PAYMENT_WINDOW == PAYMENT_WINDOW
    assert render.ACCEPT_WITHIN == ACCEPT_WITHIN
    assert render.VISITS_KEPT == reporting.KEPT


def test_the_page_asks_about_the_version_of_the_code():
    script = (Path(ROOT) / "assets/js/kit.js").read_text()

    assert f'CONSENT_VERSION = "{VERSION}"' in script
    assert f"{CONSENT_COOKIE}=$" in script
