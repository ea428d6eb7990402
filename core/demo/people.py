"""Customers, workshop owners and staff. Only the demo accounts have a password."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from core.demo.accounts import ACCOUNTS, DEMO_PASSWORD, DemoAccount
from core.demo.bulk import Bulk
from core.demo.source import Record, Source
from core.identity.models import Address, User, UserRole
from core.identity.passwords import hash_password
from core.kernel.principal import Role

# Invented streets of real towns, so that addresses look right on labels.
TOWNS = {
    "DE": ("Lindenweg", "10115", "Berlin"), "FR": ("Rue des Tilleuls", "69001", "Lyon"),
    "NL": ("Lindelaan", "3511 AB", "Utrecht"), "GB": ("Lime Street", "BS1 4DJ", "Bristol"),
    "PT": ("Rua das Tílias", "4050-253", "Porto"), "IT": ("Via dei Tigli", "40121", "Bologna"),
    "ES": ("Calle de los Tilos", "46001", "Valencia"), "SE": ("Lindgatan", "41106", "Göteborg"),
    "US": ("Linden Street", "97201", "Portland"), "DK": ("Lindegade", "8000", "Aarhus"),
    "IE": ("Lime Lane", "T12 X70A", "Cork"), "AT": ("Lindengasse", "1070", "Wien"),
    "BE": ("Lindestraat", "9000", "Gent"), "PL": ("ul. Lipowa", "31-001", "Kraków"),
    "FI": ("Lehmuskatu", "00100", "Helsinki"), "LT": ("Liepų g.", "01100", "Vilnius"),
}  # fmt: skip


class People:
    """Writes accounts. ``buyers`` and ``owners`` are the ids that the other rows need."""

    def __init__(self, bulk: Bulk, source: Source, random: Random) -> None:
        self._bulk, self._source, self._random = bulk, source, random
        self._hashes: dict[str, str] = {}
        self.buyers: list[Record] = []
        self.owners: dict[str, UUID] = {}

    async def add_all(self) -> None:
        for account in ACCOUNTS:
            self._hashes[account.email] = await hash_password(DEMO_PASSWORD)
        demo_buyers = [a for a in ACCOUNTS if a.role is Role.CUSTOMER]
        for index, customer in enumerate(self._source.customers):
            self._add_customer(
                customer, demo_buyers[index] if index < len(demo_buyers) else None
            )
        owners = {a.vendor_slug: a for a in ACCOUNTS if a.role is Role.VENDOR}
        for vendor in self._source.vendors:
            self._add_owner(vendor, owners.get(vendor["slug"]))
        for account in ACCOUNTS:
            if account.role in {Role.ADMIN, Role.SUPER_ADMIN}:
                founded = self._source.now - timedelta(days=500)
                self._add_user(account.email, account.name, account.role, at=founded)

    def _add_customer(self, customer: Record, account: DemoAccount | None) -> None:
        name = account.name if account else f"{customer['first_name']} {customer['last_name']}"
        email = account.email if account else customer["email"]
        joined = self._source.moment(customer["joined"], hour=self._random.randrange(7, 22))
        user_id = self._add_user(email, name, Role.CUSTOMER, at=joined)
        address = address_in(customer["country"], name, self._random)
        self._bulk.add(Address, at=joined, user_id=user_id, is_default=True, **address)
        self.buyers.append(
            {
                **customer,
                "user_id": user_id,
                "email": email,
                "address": address,
                "joined_at": joined,
            }
        )

    def _add_owner(self, vendor: Record, account: DemoAccount | None) -> None:
        person = self._random.choice(self._source.customers)
        name = account.name if account else f"{person['first_name']} of {vendor['name']}"
        email = account.email if account else f"{vendor['slug']}@example.com"
        joined = self._source.moment(vendor["joined"])
        self.owners[vendor["slug"]] = self._add_user(email, name[:120], Role.VENDOR, at=joined)

    def add_applicant(self, email: str, name: str, *, at: datetime) -> UUID:
        return self._add_user(email, name, Role.VENDOR, at=at)

    def _add_user(self, email: str, name: str, role: Role, *, at: datetime) -> UUID:
        user_id = self._bulk.add(
            User,
            at=at,
            email=email,
            name=name,
            password_hash=self._hashes.get(email),
            email_verified_at=at,
        )
        self._bulk.add(UserRole, at=at, user_id=user_id, role=role)
        return user_id


def address_in(country: str, name: str, random: Random) -> Record:
    """An address that looks right on a label and belongs to nobody."""
    street, postcode, city = TOWNS[country]
    number = random.randrange(1, 180)
    is_number_first = country in {"GB", "FR", "US", "IE"}
    return {
        "name": name,
        "line1": f"{number} {street}" if is_number_first else f"{street} {number}",
        "line2": "",
        "postcode": postcode,
        "city": city,
        "region": "OR" if country == "US" else "",
        "country": country,
        "phone": "",
    }
