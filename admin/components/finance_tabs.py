"""The parts of finance, above each of its pages."""

import reflex as rx

from core.ui.components.navigation import tab, tabs

PARTS = (
    ("Payouts", "/finance/payouts"),
    ("Vendor balances", "/finance/balances"),
    ("Commission", "/finance/commissions"),
    ("Ledger", "/finance/ledger"),
    ("Trial balance", "/finance/trial-balance"),
    ("Tax", "/finance/tax"),
)
FINANCE = "/finance/payouts"


def finance_tabs(current: str) -> rx.Component:
    return tabs(
        "Finance", *(tab(name, href=href, is_current=href == current) for name, href in PARTS)
    )
