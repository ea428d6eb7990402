"""Who can sign in to the demo shop. Shown when the market starts; never in production."""

from dataclasses import dataclass

from core.kernel.principal import Role
from core.settings import AppName

DEMO_PASSWORD = "Lindenbaum-42"  # noqa: S105  public on purpose, refused in production


@dataclass(frozen=True, slots=True)
class DemoAccount:
    app: AppName
    email: str
    name: str
    role: Role
    vendor_slug: str = ""
    note: str = ""


ACCOUNTS = (
    DemoAccount(
        AppName.STOREFRONT, "anke@example.com", "Anke Hartwig", Role.CUSTOMER,
        note="a shopper with orders",
    ),
    DemoAccount(
        AppName.STOREFRONT, "sam@example.com", "Sam Whitfield", Role.CUSTOMER,
        note="a new shopper who pays in dollars",
    ),
    DemoAccount(
        AppName.VENDOR_PORTAL, "ines@example.com", "Inês Carvalho", Role.VENDOR,
        "olaria-ribeira", "a pottery in Portugal",
    ),
    DemoAccount(
        AppName.VENDOR_PORTAL, "katrin@example.com", "Katrin Löscher", Role.VENDOR,
        "holzwerk-erzgebirge", "a toy maker in Germany",
    ),
    DemoAccount(AppName.ADMIN, "admin@example.com", "Ada Market", Role.ADMIN, note="operator"),
    DemoAccount(
        AppName.ADMIN, "root@example.com", "Rosa Market", Role.SUPER_ADMIN,
        note="operator who may grant roles",
    ),
)  # fmt: skip
