"""Why a delivery is refused."""

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from core.kernel.errors import Conflict


class DeliveryUnavailable(Conflict):
    """``vendor_ids`` have no rate into ``country`` in ``currency``."""

    code: ClassVar[str] = "delivery_unavailable"

    def __init__(self, vendor_ids: Collection[UUID], country: str, currency: str) -> None:
        self.vendor_ids = frozenset(vendor_ids)
        self.country, self.currency = country, currency
        who = "This workshop does" if len(self.vendor_ids) == 1 else "Some workshops do"
        super().__init__(f"{who} not deliver there. Choose another country, or leave it out.")
