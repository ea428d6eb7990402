"""The source of rates and the register that the settings name."""

from core.settings import settings
from core.taxes.providers.base import TaxProvider, VatRegister
from core.taxes.providers.registers import FormatRegister, ViesRegister
from core.taxes.providers.table import TableProvider

_providers: dict[str, TaxProvider] = {}


def add_tax_provider(provider: TaxProvider) -> None:
    """Make another source of rates known; ``ECOMARKET_TAX_PROVIDER`` chooses it by name."""
    _providers[provider.name] = provider


def tax_provider() -> TaxProvider:
    return _providers[settings().tax_provider]


def vat_register() -> VatRegister:
    if settings().vat_register == ViesRegister.name:
        own = settings().operator_vat_id
        return ViesRegister(settings().vies_url, "" if own.startswith("[") else own)
    return FormatRegister()


add_tax_provider(TableProvider())
