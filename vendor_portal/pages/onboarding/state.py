from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import reflex as rx

from core.db.session import read_session, transaction
from core.kernel.errors import NotFound
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.loading import page_load
from core.vendors.models import Vendor, VendorStatus
from core.vendors.queries import list_status_changes
from core.vendors.resume_onboarding import resume_onboarding
from core.vendors.submit_for_review import missing_details, submit_for_review
from vendor_portal.state.shell import ShellState
from vendor_portal.state.shop import ShopState

STEPS = {
    "business": "Business",
    "shop": "Shop",
    "delivery": "Delivery",
    "policies": "Policies",
    "review": "Review",
}
# Which step has the field that is still missing.
PLACES = {
    "name": "shop", "craft": "shop", "story": "shop", "legal_name": "business",
    "email": "business", "line1": "business", "postcode": "business", "town": "business",
    "country": "business",
}  # fmt: skip
ASKED_AGAIN = {VendorStatus.ONBOARDING.value, VendorStatus.REJECTED.value}


@dataclass(frozen=True, slots=True)
class MissingField:
    label: str
    href: str


class OnboardingState(ShopState):
    """Setting up, step by step. Every step is saved by itself and can be left at any time."""

    if TYPE_CHECKING:
        setup_step: str  # from the route, /onboarding/[setup_step]

    steps: list[tuple[str, str, str]] = []
    current_step: str = ""
    missing: list[MissingField] = []
    lacks_rates: bool = False
    standing: str = ""
    reviewer_note: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load_step(self) -> None:
        if self.setup_step not in STEPS:
            raise NotFound("There is no such step.")
        self.refusal = self.done = self.busy = ""
        self.errors = {}
        await self._show_standing(await self._show())
        self.revision += 1

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def submit(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            vendor = await submit_for_review(session, caller)
        await self._show_standing(vendor)
        return ShellState.load_shell

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def resume(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            vendor = await resume_onboarding(session, caller)
        await self._show_standing(vendor)
        return ShellState.load_shell

    async def _show_standing(self, vendor: Vendor) -> None:
        lacking = missing_details(vendor)
        self.missing = [
            MissingField(name.replace("_", " "), f"/onboarding/{PLACES[name]}")
            for name in lacking
        ]
        self.lacks_rates = not any(rate.price for rate in self.rates)
        self.standing, self.current_step = vendor.status.value, self.setup_step
        open_steps = {PLACES[name] for name in lacking}
        if self.lacks_rates:
            open_steps.add("delivery")
        self.steps = [
            (label, _mark(slug, self.setup_step, open_steps), f"/onboarding/{slug}")
            for slug, label in STEPS.items()
        ]
        async with read_session() as session:
            changes = await list_status_changes(session, vendor.id)
        last = changes[0] if changes else None
        asked = last is not None and last.to_status in ASKED_AGAIN
        self.reviewer_note = last.reason if last is not None and asked else ""


def _mark(slug: str, current: str, open_steps: set[str]) -> str:
    if slug == current:
        return "current"
    return "next" if slug in open_steps or slug == "review" else "done"
