"""Every address of the storefront."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from core.seo.market import DESCRIPTION
from core.ui.app import Route, register
from storefront.bag.state import BagState
from storefront.pages.access.pages import (
    forgot_page,
    reset_page,
    sign_in_page,
    sign_up_page,
    verify_email_page,
)
from storefront.pages.access.state import AccessState
from storefront.pages.account.page import account_home_page
from storefront.pages.account.state import AccountState
from storefront.pages.account_addresses.page import account_addresses_page
from storefront.pages.account_addresses.state import AddressesState
from storefront.pages.account_alerts.page import account_alerts_page
from storefront.pages.account_alerts.state import AlertsState
from storefront.pages.account_devices.page import account_devices_page
from storefront.pages.account_devices.state import DevicesState
from storefront.pages.account_following.page import account_following_page
from storefront.pages.account_following.state import FollowingState
from storefront.pages.account_orders.page import account_orders_page
from storefront.pages.account_orders.state import AccountOrdersState
from storefront.pages.account_payment_methods.page import account_payment_methods_page
from storefront.pages.account_payment_methods.state import PaymentMethodsState
from storefront.pages.account_profile.page import account_profile_page
from storefront.pages.account_profile.state import ProfileState
from storefront.pages.account_returns.page import account_returns_page
from storefront.pages.account_returns.state import AccountReturnsState
from storefront.pages.account_reviews.page import account_reviews_page
from storefront.pages.account_reviews.state import AccountReviewsState
from storefront.pages.account_saved.page import account_saved_page
from storefront.pages.account_saved.state import SavedState
from storefront.pages.account_wallet.page import account_wallet_page
from storefront.pages.account_wallet.state import AccountWalletState
from storefront.pages.alert_confirm.page import alert_confirm_page, unsubscribe_page
from storefront.pages.alert_confirm.state import MailLinkState
from storefront.pages.cart.page import cart_page
from storefront.pages.case.page import case_page
from storefront.pages.case.state import CaseState
from storefront.pages.category.page import category_page
from storefront.pages.category.state import CategoryState
from storefront.pages.checkout.page import checkout_page
from storefront.pages.checkout.state import CheckoutState
from storefront.pages.checkout_return.page import checkout_return_page
from storefront.pages.checkout_return.state import ReturnState
from storefront.pages.collection.page import collection_page
from storefront.pages.collection.state import CollectionState
from storefront.pages.collections.page import collections_page
from storefront.pages.collections.state import CollectionsState
from storefront.pages.compare.page import compare_page
from storefront.pages.compare.state import CompareState
from storefront.pages.cookie_choices.page import cookie_choices_page
from storefront.pages.cookie_choices.state import CookieChoicesState
from storefront.pages.gift_card.page import gift_card_page
from storefront.pages.gift_card.state import GiftCardState
from storefront.pages.gift_card_balance.page import gift_card_balance_page
from storefront.pages.gift_card_balance.state import BalanceState
from storefront.pages.gift_cards.page import gift_cards_page
from storefront.pages.gift_cards.state import GiftCardsState
from storefront.pages.help.page import help_page
from storefront.pages.help.state import HelpState
from storefront.pages.help_article.page import help_article_page
from storefront.pages.help_article.state import HelpArticleState
from storefront.pages.home.page import home_page
from storefront.pages.home.state import HomeState
from storefront.pages.impact.page import impact_page
from storefront.pages.impact.state import ImpactState
from storefront.pages.impact_method.page import impact_method_page
from storefront.pages.impact_method.state import ImpactMethodState
from storefront.pages.issue_new.page import issue_new_page
from storefront.pages.issue_new.state import IssueFormState
from storefront.pages.journal.page import FEED, journal_page
from storefront.pages.journal.state import JournalState
from storefront.pages.journal_article.page import journal_article_page
from storefront.pages.journal_article.state import StoryState
from storefront.pages.legal.page import legal_page
from storefront.pages.legal.state import LegalState
from storefront.pages.material.page import material_page
from storefront.pages.material.state import MaterialState
from storefront.pages.materials.page import materials_page
from storefront.pages.materials.state import MaterialsState
from storefront.pages.not_found.page import not_found_page
from storefront.pages.offline.page import offline_page
from storefront.pages.order.page import order_page
from storefront.pages.order.state import OrderState
from storefront.pages.order.talk.state import OrderContactState
from storefront.pages.order_confirmed.page import order_confirmed_page
from storefront.pages.order_lookup.page import order_lookup_page
from storefront.pages.order_lookup.state import LookupState
from storefront.pages.preferences.page import preferences_page
from storefront.pages.preferences.state import PreferencesState
from storefront.pages.product.page import product_page
from storefront.pages.product.sections.reviews.state import ReviewsState
from storefront.pages.product.state import ProductState
from storefront.pages.ranking.page import ranking_page
from storefront.pages.report.page import report_page, report_received_page
from storefront.pages.report.state import ReportReceivedState, ReportState
from storefront.pages.return_new.page import return_new_page
from storefront.pages.return_new.state import ReturnWizardState
from storefront.pages.review.page import new_review_page, written_review_page
from storefront.pages.review.state import ReviewFormState
from storefront.pages.review_mails.page import review_mails_page
from storefront.pages.review_mails.state import ReviewMailsState
from storefront.pages.search.page import search_page
from storefront.pages.search.state import SearchState
from storefront.pages.shared_bag.page import shared_bag_page
from storefront.pages.shared_bag.state import SharedBagState
from storefront.pages.shared_list.page import shared_list_page
from storefront.pages.shared_list.state import SharedListState
from storefront.pages.shop.page import shop_page
from storefront.pages.shop.state import ShopState
from storefront.pages.shops.page import shops_page
from storefront.pages.shops.state import ShopsState
from storefront.pages.styleguide.page import styleguide_page
from storefront.pages.withdraw.page import withdraw_page
from storefront.pages.withdraw.state import WithdrawState
from storefront.state.following import FollowState
from storefront.state.marks import MarksState
from storefront.state.shell import ShellState

NAME = "EcoMarket"
Page = Callable[[], rx.Component]


def _named(name: rx.Var[str], otherwise: str) -> Any:
    """The title of a page that knows its own only once it has loaded."""
    return rx.cond(name, name, otherwise)


def _public(path: str, page: Page, title: Any, *loads: Any, **options: Any) -> Route:
    """A page for everyone and for search engines, rendered on the server. The shell loads first
    on every page: it says who asks and where they shop.
    """
    return Route(
        path,
        page,
        title,
        [ShellState.load_shell, *loads, MarksState.load],
        is_rendered=True,
        **options,
    )


def _private(path: str, page: Page, title: str, *loads: Any) -> Route:
    """A page of one visitor's own, kept out of search engines."""
    return Route(path, page, title, [ShellState.load_shell, *loads], is_indexed=False)


product, category, shop = ProductState.product, CategoryState.category, ShopState.shop.card

ROUTES = (
    _public("/", home_page, NAME, HomeState.load, description=DESCRIPTION),
    _public(
        "/c/[slug]",
        category_page,
        _named(category.name, "Category"),
        CategoryState.load,
        description=category.intro,
    ),
    _public(
        "/p/[slug]",
        product_page,
        _named(product.title, "Piece"),
        ReviewsState.load,
        ProductState.load,
        ProductState.count_view,
        FollowState.load,
        ReviewsState.load_own,
        description=product.summary,
    ),
    _public(
        "/shop/[slug]",
        shop_page,
        _named(shop.name, "Workshop"),
        ShopState.load,
        FollowState.load,
        description=shop.story,
    ),
    _public("/shops", shops_page, "Workshops", ShopsState.load),
    _public("/collections", collections_page, "Collections", CollectionsState.load),
    _public(
        "/collections/[slug]",
        collection_page,
        _named(CollectionState.title, "Collection"),
        CollectionState.load,
        description=CollectionState.intro,
    ),
    _public("/materials", materials_page, "Materials", MaterialsState.load),
    _public(
        "/materials/[slug]",
        material_page,
        _named(MaterialState.material.name, "Material"),
        MaterialState.load,
        description=MaterialState.material.intro,
    ),
    _public(
        "/ranking",
        ranking_page,
        "How results are ordered",
        description="What decides the order called Recommended, with the weight of each part.",
    ),
    _private("/compare", compare_page, "Compare", CompareState.load),
    _public(
        "/help",
        help_page,
        "Help",
        HelpState.load,
        description="Answers about orders, delivery, returns, paying and selling.",
    ),
    _public(
        "/impact",
        impact_page,
        "What is measured",
        ImpactState.load,
        description="Eleven lines a piece, three kinds of evidence, what is known today.",
    ),
    _public(
        "/impact/method/[version]",
        impact_method_page,
        _named(ImpactMethodState.title, "Method"),
        ImpactMethodState.load,
    ),
    _public(
        "/journal",
        journal_page,
        "Journal",
        JournalState.load,
        meta=[rx.el.link(rel="alternate", type="application/atom+xml", href=FEED)],
    ),
    _public(
        "/journal/[slug]",
        journal_article_page,
        _named(StoryState.story.title, "Journal"),
        StoryState.load,
        description=StoryState.story.summary,
    ),
    _public(
        "/legal/[slug]",
        legal_page,
        _named(LegalState.title, "Legal"),
        LegalState.load,
        description=LegalState.summary,
    ),
    _public(
        "/report",
        report_page,
        "Report something",
        ReportState.load,
        description="Tell the market of something illegal or unsafe, with or without a name.",
        is_indexed=False,
    ),
    _public(
        "/report/received",
        report_received_page,
        "Notice received",
        ReportReceivedState.load,
        description="What happens to a notice once it is here, and by when it is decided.",
        is_indexed=False,
    ),
    _public(
        "/cookies",
        cookie_choices_page,
        "Cookie choices",
        CookieChoicesState.load,
        CookieChoicesState.load_choice,
        description="What this shop keeps in your browser, and your choice about counting.",
        is_indexed=False,
    ),
    _public(
        "/help/[slug]",
        help_article_page,
        _named(HelpArticleState.title, "Help"),
        HelpArticleState.load,
        description=HelpArticleState.summary,
    ),
    _public(
        "/search",
        search_page,
        "Search",
        SearchState.load,
        SearchState.note_search,
        is_indexed=False,
    ),
    _public(
        "/gift-cards",
        gift_cards_page,
        "Gift cards",
        GiftCardsState.load,
        GiftCardsState.begin,
        description="Any amount, mailed on the day you choose, for every piece of the market.",
    ),
    _private(
        "/gift-cards/balance",
        gift_card_balance_page,
        "What is left on a gift card",
        BalanceState.load,
    ),
    _private(
        "/gift-cards/card/[card_id]", gift_card_page, "Your gift card", GiftCardState.load
    ),
    _private("/preferences", preferences_page, "Where you shop", PreferencesState.load),
    _private("/cart", cart_page, "Your bag", BagState.load),
    _private("/bags/[token]", shared_bag_page, "A bag shown to you", SharedBagState.load),
    _private("/checkout", checkout_page, "Checkout", CheckoutState.load),
    _private(
        "/checkout/return", checkout_return_page, "Finishing your order", ReturnState.load
    ),
    _private("/orders/[number]/confirmation", order_confirmed_page, "Thanks", OrderState.load),
    _private(
        "/orders/[number]",
        order_page,
        "Your order",
        OrderContactState.load_contact,
        OrderState.load,
    ),
    _private("/returns/new", return_new_page, "Return pieces", ReturnWizardState.load),
    _private("/issues/new", issue_new_page, "Report a problem", IssueFormState.load),
    _private("/cases/[case_number]", case_page, "Your case", CaseState.load),
    _private("/withdraw", withdraw_page, "Withdraw from a contract", WithdrawState.load),
    _private("/orders/lookup", order_lookup_page, "Track an order", LookupState.load),
    _private("/signin", sign_in_page, "Sign in", AccessState.load_sign_in),
    _private("/signup", sign_up_page, "Create an account", AccessState.load),
    _private("/forgot", forgot_page, "Choose a new password", AccessState.load),
    _private("/reset", reset_page, "Your new password", AccessState.load),
    _private("/verify-email", verify_email_page, "Confirm your e-mail", AccessState.load),
    _private("/account", account_home_page, "Your account", AccountState.load),
    _private(
        "/account/returns",
        account_returns_page,
        "Returns and problems",
        AccountReturnsState.load,
    ),
    _private("/account/orders", account_orders_page, "Your orders", AccountOrdersState.load),
    _private(
        "/account/addresses", account_addresses_page, "Your addresses", AddressesState.load
    ),
    _private("/account/devices", account_devices_page, "Your devices", DevicesState.load),
    _private(
        "/account/payment-methods",
        account_payment_methods_page,
        "Payment methods",
        PaymentMethodsState.load,
    ),
    _private("/account/saved", account_saved_page, "Saved pieces", SavedState.load),
    _private(
        "/account/following",
        account_following_page,
        "Workshops you follow",
        FollowingState.load,
        FollowState.load,
        MarksState.load,
    ),
    _private(
        "/account/credit", account_wallet_page, "Credit and points", AccountWalletState.load
    ),
    _private("/account/alerts", account_alerts_page, "Alerts", AlertsState.load),
    _private("/alerts/confirm", alert_confirm_page, "Confirm your alert", MailLinkState.load),
    _private("/unsubscribe", unsubscribe_page, "Stop these mails", MailLinkState.load),
    _private("/account/lists/[list_id]", account_saved_page, "Your list", SavedState.load),
    _private(
        "/l/[share]", shared_list_page, "A shared list", SharedListState.load, MarksState.load
    ),
    _private("/account/profile", account_profile_page, "Your profile", ProfileState.load),
    _private("/offline", offline_page, "No network"),
    _private(
        "/account/reviews", account_reviews_page, "Your reviews", AccountReviewsState.load
    ),
    _private(
        "/account/reviews/[review_id]",
        written_review_page,
        "Your review",
        ReviewFormState.load_written,
    ),
    _private(
        "/reviews/write/[line_id]", new_review_page, "Write a review", ReviewFormState.load_new
    ),
    _private(
        "/reviews/mails",
        review_mails_page,
        "Mails that ask for a review",
        ReviewMailsState.load,
    ),
    _private("/styleguide", styleguide_page, "Style guide"),
    _private("404", not_found_page, "Page not found"),
)

RENDERED = tuple(route.path for route in ROUTES if route.is_rendered)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
