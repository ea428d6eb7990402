import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.importing.text import clean_html, clean_text, is_formula, spreadsheet_safe


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p onclick='x()'>Hi</p>", "<p>Hi</p>"),
        ("<script>alert(1)</script>Text", "Text"),
        ("<img src=x onerror=alert(1)>Text", "Text"),
        ("<a href='javascript:x()'>Link</a>", '<a rel="nofollow noopener">Link</a>'),
        ("<svg><style>*{}</style></svg>Text", "Text"),
        ("<b>bold", "<b>bold</b>"),
        ("<iframe src='https://x'></iframe>", ""),
        ("Salt & pepper < 5 g", "Salt &amp; pepper &lt; 5 g"),
    ],
)
def test_only_harmless_markup_stays(html, clean):
    assert clean_html(html) == clean


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(html):
    once = clean_html(html)

    assert clean_html(spreadsheet_safe(once)) == once


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_stored_text_survives_export_and_import(text):
    stored = clean_text(text)
    written = spreadsheet_safe(stored)

    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert clean_text(written) == stored


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|x"])
def test_formulas_are_recognised(text):
    assert is_formula(text)


@pytest.mark.parametrize("text", ["-5", "+49 30 1234", "- a list", "A=B", "", "Bowl"])
def test_plain_text_is_no_formula(text):
    assert not is_formula(text)
