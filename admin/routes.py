"""Every address of the admin app."""

from typing import Any

import reflex as rx

from admin.pages.audit.page import audit_page
from admin.pages.audit.state import AuditState
from admin.pages.categories.page import categories_page
from admin.pages.categories.state import CategoriesState
from admin.pages.collections.page import collections_page
from admin.pages.collections.state import CollectionsState
from admin.pages.commission.page import commission_page
from admin.pages.commission.state import CommissionState
from admin.pages.customer.page import customer_page
from admin.pages.customer.state import CustomerState
from admin.pages.customers.page import customers_page
from admin.pages.customers.state import CustomersState
from admin.pages.dispute.page import dispute_page
from admin.pages.dispute.state import DisputeState
from admin.pages.disputes.page import disputes_page
from admin.pages.disputes.state import DisputesState
from admin.pages.finance_balances.page import balances_page
from admin.pages.finance_balances.state import BalancesState
from admin.pages.finance_commission_rules.page import commission_rules_page
from admin.pages.finance_commission_rules.state import CommissionRulesState
from admin.pages.finance_ledger.page import ledger_page
from admin.pages.finance_ledger.state import LedgerState
from admin.pages.finance_ledger_account.page import ledger_account_page
from admin.pages.finance_ledger_account.state import LedgerAccountState
from admin.pages.finance_ledger_transaction.page import ledger_transaction_page
from admin.pages.finance_ledger_transaction.state import LedgerTransactionState
from admin.pages.finance_payout.page import payout_page
from admin.pages.finance_payout.state import PayoutState
from admin.pages.finance_payouts.page import payouts_page
from admin.pages.finance_payouts.state import PayoutsState
from admin.pages.finance_tax.page import tax_page
from admin.pages.finance_tax.state import TaxState
from admin.pages.finance_trial_balance.page import trial_balance_page
from admin.pages.finance_trial_balance.state import TrialBalanceState
from admin.pages.gateways.page import gateways_page
from admin.pages.gateways.state import GatewaysState
from admin.pages.gift_cards.page import gift_card_page, gift_cards_page
from admin.pages.gift_cards.state import GiftCardsState, GiftCardState
from admin.pages.help_article.page import help_article_page
from admin.pages.help_article.state import HelpArticleState
from admin.pages.help_articles.page import help_articles_page
from admin.pages.help_articles.state import HelpArticlesState
from admin.pages.jobs.page import jobs_page
from admin.pages.jobs.state import JobsState
from admin.pages.journal.page import journal_page
from admin.pages.journal.state import JournalState
from admin.pages.journal_article.page import journal_article_page
from admin.pages.journal_article.state import StoryState
from admin.pages.mail.page import mail_page
from admin.pages.mail.state import MailState
from admin.pages.moderation_questions.page import question_queue_page
from admin.pages.moderation_questions.state import QuestionQueueState
from admin.pages.moderation_reports.page import reports_page
from admin.pages.moderation_reports.state import ReportsState
from admin.pages.moderation_reviews.page import review_queue_page
from admin.pages.moderation_reviews.state import ReviewQueueState
from admin.pages.not_found.page import not_found_page
from admin.pages.notice.page import notice_page
from admin.pages.notice.state import NoticeState
from admin.pages.notices.page import notices_page
from admin.pages.notices.state import NoticesState
from admin.pages.order.page import order_page
from admin.pages.order.state import OrderState
from admin.pages.orders.page import orders_page
from admin.pages.orders.state import OrdersState
from admin.pages.outbox.page import outbox_page
from admin.pages.outbox.state import OutboxState
from admin.pages.overview.page import overview_page
from admin.pages.overview.state import ChartsState, OverviewState
from admin.pages.product.page import product_page
from admin.pages.product.state import ProductState
from admin.pages.products.page import products_page
from admin.pages.products.state import ProductsState
from admin.pages.promotion.page import promotion_page
from admin.pages.promotion.state import PromotionState
from admin.pages.promotions.page import promotions_page
from admin.pages.promotions.state import PromotionsState
from admin.pages.proofs.page import proofs_page
from admin.pages.proofs.state import ProofsState
from admin.pages.search_pins.page import search_pins_page
from admin.pages.search_pins.state import PinsState
from admin.pages.search_preview.page import search_preview_page
from admin.pages.search_preview.state import PreviewState
from admin.pages.search_queries.page import search_queries_page
from admin.pages.search_queries.state import QueriesState
from admin.pages.search_synonyms.page import search_synonyms_page
from admin.pages.search_synonyms.state import SynonymsState
from admin.pages.sign_in.page import forgot_page, reset_page, sign_in_page, verify_page
from admin.pages.sign_in.state import SignInState
from admin.pages.styleguide.page import styleguide_page
from admin.pages.vendor.page import vendor_page
from admin.pages.vendor.state import VendorState
from admin.pages.vendors.page import vendors_page
from admin.pages.vendors.state import VendorsState
from admin.state.shell import ShellState
from core.identity import links
from core.ui.app import Route, register

NAME = "EcoMarket Admin"


def _route(path: str, page: Any, title: Any, *handlers: Any) -> Route:
    """The shell first: it says who asks. Nothing here is for search engines."""
    return Route(path, page, title, [ShellState.load_shell, *handlers], is_indexed=False)


ROUTES = (
    _route("404", not_found_page, "Page not found"),
    _route(links.SIGN_IN, sign_in_page, "Sign in", SignInState.load),
    _route(links.FORGOT, forgot_page, "Forgot your password", SignInState.load),
    _route(links.RESET, reset_page, "Choose a new password", SignInState.load),
    _route(links.VERIFY, verify_page, "Confirm your e-mail", SignInState.load),
    _route("/", overview_page, "Overview", OverviewState.load, ChartsState.load),
    _route("/orders", orders_page, "Orders", OrdersState.load),
    _route("/orders/[number]", order_page, OrderState.order.number, OrderState.load),
    _route("/disputes", disputes_page, "Disputes", DisputesState.load),
    _route(
        "/disputes/[case_number]", dispute_page, DisputeState.case.number, DisputeState.load
    ),
    _route("/vendors", vendors_page, "Vendors", VendorsState.load),
    _route("/vendors/[vendor_id]", vendor_page, VendorState.vendor.name, VendorState.load),
    _route("/products", products_page, "Products", ProductsState.load),
    _route(
        "/products/[product_id]", product_page, ProductState.product.title, ProductState.load
    ),
    _route("/moderation/reviews", review_queue_page, "Reviews", ReviewQueueState.load),
    _route("/moderation/questions", question_queue_page, "Questions", QuestionQueueState.load),
    _route("/moderation/reports", reports_page, "Reports", ReportsState.load),
    _route("/promotions", promotions_page, "Promotions", PromotionsState.load),
    _route("/promotions/[promotion_id]", promotion_page, "Promotion", PromotionState.load),
    _route("/categories", categories_page, "Categories", CategoriesState.load),
    _route("/collections", collections_page, "Collections", CollectionsState.load),
    _route("/customers", customers_page, "Customers", CustomersState.load),
    _route(
        "/customers/[user_id]", customer_page, CustomerState.customer.name, CustomerState.load
    ),
    _route("/finance/payouts", payouts_page, "Payouts", PayoutsState.load),
    _route("/finance/payouts/[number]", payout_page, "Payout", PayoutState.load),
    _route("/finance/balances", balances_page, "Vendor balances", BalancesState.load),
    _route(
        "/finance/commissions", commission_rules_page, "Commission", CommissionRulesState.load
    ),
    _route("/finance/ledger", ledger_page, "Ledger", LedgerState.load),
    _route(
        "/finance/ledger/accounts/[account_id]",
        ledger_account_page,
        "Account",
        LedgerAccountState.load,
    ),
    _route(
        "/finance/ledger/transactions/[transaction_id]",
        ledger_transaction_page,
        "Transaction",
        LedgerTransactionState.load,
    ),
    _route(
        "/finance/trial-balance", trial_balance_page, "Trial balance", TrialBalanceState.load
    ),
    _route("/finance/tax", tax_page, "Tax", TaxState.load),
    _route("/gift-cards", gift_cards_page, "Gift cards", GiftCardsState.load),
    _route(
        "/gift-cards/[card_id]", gift_card_page, GiftCardState.card.row.name, GiftCardState.load
    ),
    _route("/commission", commission_page, "Commission plans", CommissionState.load),
    _route("/moderation/notices", notices_page, "Notices", NoticesState.load),
    _route(
        "/moderation/notices/[notice_number]",
        notice_page,
        NoticeState.notice.number,
        NoticeState.load,
    ),
    _route("/content/help", help_articles_page, "Help articles", HelpArticlesState.load),
    _route(
        "/content/help/[article_slug]",
        help_article_page,
        HelpArticleState.article.title,
        HelpArticleState.load,
    ),
    _route("/content/journal", journal_page, "Journal", JournalState.load),
    _route(
        "/content/journal/[article_slug]",
        journal_article_page,
        StoryState.story.title,
        StoryState.load,
    ),
    _route("/search/queries", search_queries_page, "Search", QueriesState.load),
    _route("/search/synonyms", search_synonyms_page, "Synonyms", SynonymsState.load),
    _route("/search/pins", search_pins_page, "Pins and boosts", PinsState.load),
    _route("/search/preview", search_preview_page, "Search preview", PreviewState.load),
    _route("/outbox", outbox_page, "Mail", OutboxState.load),
    _route("/outbox/[mail_id]", mail_page, MailState.mail.subject, MailState.load),
    _route("/payments/gateways", gateways_page, "Payment gateways", GatewaysState.load),
    _route("/jobs", jobs_page, "Jobs", JobsState.load),
    _route("/proofs", proofs_page, "Proofs", ProofsState.load),
    _route("/audit", audit_page, "Audit trail", AuditState.load),
    _route("/styleguide", styleguide_page, "Style guide"),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
