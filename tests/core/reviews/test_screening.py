"""What a machine holds back. It may err, but only to the side of a person's look."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reviews.screening import Suspicion, banned_words, suspicions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Look at https://shop.example/x", {Suspicion.LINK}),
        ("Cheaper at WWW.EXAMPLE.ORG!", {Suspicion.LINK}),
        ("The maker sells on olaria.com too", {Suspicion.LINK}),
        ("Write to ana.b+x@example.com", {Suspicion.EMAIL}),
        ("ana (at) example (dot) com", {Suspicion.EMAIL}),
        ("Call +49 170 123 45 67", {Suspicion.PHONE}),
        ("Call 0170/1234567.", {Suspicion.PHONE}),
        ("What a SCAM", {Suspicion.WORDS}),
        ("So eine Scheiße", {Suspicion.WORDS}),
        ("scam, see www.example.com", {Suspicion.LINK, Suspicion.WORDS}),
    ],
)
def test_what_needs_a_look_is_named(text, found):
    assert set(suspicions(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "It keeps tea warm.It holds 0.35 litres.",
        "Bought on 2026-03-04, 120 × 300 mm, order 100200300",
        "0.5 to 0.75 cm thicker than the picture shows, 1 240 °C they say.",
        "A scampi bowl for the Scunthorpe household at no. 5",
        "Ich habe 12.345,00 Schritte gemacht; 3,50 EUR Porto.",
        "Très bien ! Un vrai savoir-faire… (4/5)",
    ],
)
def test_ordinary_words_and_numbers_pass(text):
    assert suspicions(text) == ()


@given(st.sampled_from(sorted(banned_words())), st.booleans())
def test_a_banned_word_is_found_in_any_letter_case_and_place(word, is_shouted):
    said = word.upper() if is_shouted else word.capitalize()

    assert Suspicion.WORDS in suspicions("Title", f"I say: {said}!")


@given(st.text(max_size=4000))
def test_no_text_breaks_it(text):
    suspicions(text)


def test_a_long_text_made_to_be_slow_is_read_at_once():
    started = process_time()
    for nasty in ("a." * 2000, "0 " * 2000, "a@" * 2000, "-" * 4000, "a-" * 2000 + "."):
        suspicions(nasty)

    assert process_time() - started < 20  # a pattern that tries everything takes minutes
