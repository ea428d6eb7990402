"""Every address of the vendor portal."""

from typing import Any

import reflex as rx

from core.identity import links
from core.ui.app import Route, register
from vendor_portal.pages.apply.page import apply_page
from vendor_portal.pages.apply.state import ApplyState
from vendor_portal.pages.balance.page import balance_page
from vendor_portal.pages.balance.state import BalanceState
from vendor_portal.pages.case.page import case_page
from vendor_portal.pages.case.state import CaseState
from vendor_portal.pages.dashboard.page import dashboard_page
from vendor_portal.pages.dashboard.state import DashboardState
from vendor_portal.pages.earnings.page import earnings_page
from vendor_portal.pages.earnings.state import EarningsState
from vendor_portal.pages.import_job.page import import_job_page
from vendor_portal.pages.import_job.state import ImportJobState
from vendor_portal.pages.imports.page import imports_page
from vendor_portal.pages.imports.state import ImportsState
from vendor_portal.pages.inventory.page import inventory_page
from vendor_portal.pages.inventory.state import InventoryState
from vendor_portal.pages.invitation.page import invitation_page
from vendor_portal.pages.invitation.state import InvitationState
from vendor_portal.pages.not_found.page import not_found_page
from vendor_portal.pages.onboarding.page import onboarding_page
from vendor_portal.pages.onboarding.state import OnboardingState
from vendor_portal.pages.order.messages.state import TalkState
from vendor_portal.pages.order.page import order_page
from vendor_portal.pages.order.state import OrderState
from vendor_portal.pages.orders.page import orders_page
from vendor_portal.pages.orders.state import OrdersState
from vendor_portal.pages.payout.page import payout_page
from vendor_portal.pages.payout.state import PayoutState
from vendor_portal.pages.payout_settings.page import payout_settings_page
from vendor_portal.pages.payout_settings.state import PayoutSettingsState
from vendor_portal.pages.payouts.page import payouts_page
from vendor_portal.pages.payouts.state import PayoutsState
from vendor_portal.pages.product_editor.page import product_editor_page
from vendor_portal.pages.product_editor.state import EditorState
from vendor_portal.pages.product_new.page import product_new_page
from vendor_portal.pages.product_new.state import NewProductState
from vendor_portal.pages.products.page import products_page
from vendor_portal.pages.products.state import ProductsState
from vendor_portal.pages.promotion.page import promotion_page
from vendor_portal.pages.promotion.state import PromotionState
from vendor_portal.pages.promotions.page import promotions_page
from vendor_portal.pages.promotions.state import PromotionsState
from vendor_portal.pages.questions.page import questions_page
from vendor_portal.pages.questions.state import QuestionsState
from vendor_portal.pages.returns.page import returns_page
from vendor_portal.pages.returns.state import ReturnsState
from vendor_portal.pages.reviews.page import reviews_page
from vendor_portal.pages.reviews.state import ReviewsState
from vendor_portal.pages.settings.page import settings_page
from vendor_portal.pages.sign_in.page import forgot_page, reset_page, sign_in_page, verify_page
from vendor_portal.pages.sign_in.state import SignInState
from vendor_portal.pages.stock.page import stock_page
from vendor_portal.pages.stock.state import StockState
from vendor_portal.pages.styleguide.page import styleguide_page
from vendor_portal.pages.taxes.page import taxes_page
from vendor_portal.pages.taxes.state import TaxesState
from vendor_portal.pages.team.page import team_page
from vendor_portal.pages.team.state import TeamState
from vendor_portal.state.shell import ShellState
from vendor_portal.state.shop import ShopState

NAME = "EcoMarket Workshop"


def _route(path: str, page: Any, title: Any, *handlers: Any) -> Route:
    """The shell first: it says who asks. Nothing in the portal is for search engines."""
    return Route(path, page, title, [ShellState.load_shell, *handlers], is_indexed=False)


ROUTES = (
    _route("404", not_found_page, "Page not found"),
    _route(links.SIGN_IN, sign_in_page, "Sign in", SignInState.load),
    _route(links.FORGOT, forgot_page, "Forgot your password", SignInState.load),
    _route(links.RESET, reset_page, "Choose a new password", SignInState.load),
    _route(links.VERIFY, verify_page, "Confirm your e-mail", SignInState.load),
    _route(links.APPLY, apply_page, "Open a workshop", ApplyState.load),
    _route(links.INVITATION, invitation_page, "Join a workshop", InvitationState.load),
    _route("/", dashboard_page, "Overview", DashboardState.load),
    _route(
        "/onboarding/[setup_step]",
        onboarding_page,
        "Set up your workshop",
        OnboardingState.load_step,
    ),
    _route("/orders", orders_page, "Orders", OrdersState.load),
    _route("/orders/[number]", order_page, "Order", OrderState.load, TalkState.load_talk),
    _route("/returns", returns_page, "Returns and problems", ReturnsState.load),
    _route("/returns/[case_number]", case_page, "Case", CaseState.load),
    _route("/products", products_page, "Products", ProductsState.load),
    _route("/products/new", product_new_page, "Add a product", NewProductState.load),
    _route("/products/[product_id]", product_editor_page, "Product", EditorState.load),
    _route("/products/import", imports_page, "Import and export", ImportsState.load),
    _route("/products/import/[import_id]", import_job_page, "Import", ImportJobState.load),
    _route("/inventory", inventory_page, "Inventory", InventoryState.load),
    _route("/inventory/[variant_id]", stock_page, "Movements", StockState.load),
    _route("/promotions", promotions_page, "Promotions", PromotionsState.load),
    _route("/promotions/[promotion_id]", promotion_page, "Promotion", PromotionState.load),
    _route("/reviews", reviews_page, "Reviews", ReviewsState.load),
    _route("/questions", questions_page, "Questions", QuestionsState.load),
    _route("/payouts", payouts_page, "Payouts", PayoutsState.load),
    _route("/payouts/earnings", earnings_page, "What you earned", EarningsState.load),
    _route("/payouts/[number]", payout_page, "Payout", PayoutState.load),
    _route("/balance", balance_page, "Every booking", BalanceState.load),
    _route(
        "/settings/payouts",
        payout_settings_page,
        "Payout settings",
        PayoutSettingsState.load,
    ),
    _route("/settings", settings_page, "Shop settings", ShopState.load),
    _route("/settings/taxes", taxes_page, "Taxes and invoices", TaxesState.load),
    _route("/settings/team", team_page, "Team", TeamState.load),
    _route("/styleguide", styleguide_page, "Style guide"),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
