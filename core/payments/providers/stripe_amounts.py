"""How Stripe counts money: whole minor units, except where its minor unit is not ISO's."""

from core.kernel.errors import Invalid
from core.kernel.money import Money, exponent

# Decimal places Stripe uses where ISO 4217 says otherwise.
_EXPONENTS = {"ISK": 2, "UGX": 2, "MGA": 0}
CURRENCIES = frozenset({
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD",
    "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BWP", "BYN", "BZD",
    "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CVE", "CZK", "DJF", "DKK", "DOP",
    "DZD", "EGP", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GIP", "GMD", "GNF", "GTQ",
    "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MUR", "MVR", "MWK", "MXN",
    "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR",
    "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SZL", "THB", "TJS", "TND", "TOP", "TRY",
    "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VND", "VUV", "WST", "XAF",
    "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW",
})  # fmt: skip
_THREE_DECIMALS = 3  # the last of three must be zero


def to_stripe(amount: Money) -> int:
    """What Stripe cannot express is refused, never rounded."""
    places, native = _places(amount.currency), exponent(amount.currency)
    if places >= native:
        units, rest = amount.minor * 10 ** (places - native), 0
    else:
        units, rest = divmod(amount.minor, 10 ** (native - places))
    if rest or (places == _THREE_DECIMALS and units % 10):
        raise Invalid(f"Stripe cannot take {amount.decimal} {amount.currency} exactly.")
    return units


def from_stripe(units: int, currency: str) -> Money:
    code = currency.upper()
    places, native = _places(code), exponent(code)
    if places <= native:
        return Money(units * 10 ** (native - places), code)
    minor, rest = divmod(units, 10 ** (places - native))
    if rest:
        raise Invalid(f"{units} is not an amount in {code}.")
    return Money(minor, code)


def _places(currency: str) -> int:
    return _EXPONENTS.get(currency, exponent(currency))
