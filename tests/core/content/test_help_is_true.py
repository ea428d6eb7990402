"""What the help articles of the demo shop say is what the market does."""

import re
from datetime import timedelta

import pytest

from core.checkout.place_order import PAYMENT_WINDOW
from core.checkout.settle_payment import ACCEPT_WITHIN
from core.content.impact_method import current_method
from core.content.legal.texts import LEGAL_TEXTS
from core.demo.source import read_source
from core.identity.passwords import SHORTEST
from core.kernel.clock import utc_now
from core.reviews.invite import AFTER
from core.reviews.report_content import DECIDED_WITHIN, HIDDEN_FROM, ILLEGAL_WITHIN
from core.reviews.write_review import EDITABLE_DAYS
from core.settings import settings
from core.shipping.packaging import PACKAGINGS
from storefront.routes import ROUTES

ARTICLES = {row["slug"]: row["body"] for row in read_source(utc_now()).help}
LINK = re.compile(r"\]\((/[^)#?]*)")
NOT_THERE = (
    "passkey", "two-step", "loyalty", "klarna", "paypal", "ideal", "gift card",
    "for you*", "recovery code", "withdraw from contract", "ask ecomarket", "deposit",
)  # fmt: skip


@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_names_nothing_that_is_not_there(slug):
    text = ARTICLES[slug].casefold()

    assert [word for word in NOT_THERE if re.search(rf"\b{re.escape(word)}", text)] == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_links_of_an_article_lead_somewhere(slug):
    there = {route.path for route in ROUTES}
    there |= {f"/help/{other}" for other in ARTICLES}
    there |= {f"/legal/{text.slug}" for text in LEGAL_TEXTS}
    there.add(f"/impact/method/{current_method().version}")

    assert [link for link in LINK.findall(ARTICLES[slug]) if link not in there] == []


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("fees", f"{settings().default_commission_bps / 100:g} %, unless you have agreed"),
        ("payouts", f"by itself {settings().earnings_window_days} days after"),
        ("payment-methods", f"{PAYMENT_WINDOW // timedelta(minutes=1)} minutes"),
        ("tracking", f"It has {ACCEPT_WITHIN // timedelta(hours=1)} hours"),
        ("impact-method", f"version {current_method().version} is in use"),
        ("reviews-policy", f"change your review for {EDITABLE_DAYS} days"),
        ("packaging", f"**{PACKAGINGS[1].name}** – cardboard"),
        ("packaging", f"for {PACKAGINGS[1].price('EUR').decimal} €"),
        ("packaging", f"for {PACKAGINGS[2].price('EUR').decimal} €"),
    ],
)
def test_a_number_in_an_article_is_the_one_of_the_code(slug, sentence):
    assert sentence in ARTICLES[slug]


def test_numbers_in_words_are_those_of_the_code():
    assert SHORTEST == 10
    assert "at least ten characters" in ARTICLES["account-security"]
    assert (AFTER.days, DECIDED_WITHIN.days, ILLEGAL_WITHIN.days, HIDDEN_FROM) == (5, 3, 1, 3)
    assert "Five days after" in ARTICLES["reviews-policy"]
    assert "within three days" in ARTICLES["reviews-policy"]
    assert "three people with accounts" in ARTICLES["reviews-policy"]
