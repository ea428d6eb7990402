"""Every setting of the market, read from the environment (and ``.env``). ``.env.example``
lists them all.
"""

from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development-only-secret-change-me"  # noqa: S105  refused in production
SANDBOX_SECRET = "sandbox-webhook-secret"  # noqa: S105  refused in production
SANDBOX_KEY = "sandbox-api-key"
SHORTEST_SECRET = 32


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class AppName(StrEnum):
    """The three Reflex apps. The value is the package."""

    STOREFRONT = "storefront"
    ADMIN = "admin"
    VENDOR_PORTAL = "vendor_portal"


class UnsafeSettings(Exception):
    """Production was asked for with settings that must not serve customers."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(
            "EcoMarket does not start in production like this:\n"
            + "\n".join(f"  - {problem}" for problem in problems)
        )


class Settings(BaseSettings):
    """Names in the environment are the field names in capitals, with the prefix
    ``ECOMARKET_`` unless an alias is given.
    """

    model_config = SettingsConfigDict(
        env_prefix="ECOMARKET_",
        env_file=ROOT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        populate_by_name=True,
    )

    env: Environment = Environment.DEVELOPMENT
    postcode_file: Path | None = None
    home: Annotated[Path, AfterValidator(Path.absolute)] = ROOT / ".data"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    allow_embedded_database: bool = False
    log_level: str = "INFO"

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    redis_url: str = Field(default="", validation_alias="REDIS_URL")

    host: str = "127.0.0.1"
    storefront_port: int = Field(default=3000, validation_alias="STOREFRONT_PORT")
    admin_port: int = Field(default=3001, validation_alias="ADMIN_PORT")
    vendor_port: int = Field(default=3002, validation_alias="VENDOR_PORT")
    storefront_origin: str = ""
    admin_origin: str = ""
    vendor_origin: str = ""
    trusted_proxy_hops: int = 0

    worker_concurrency: int = Field(default=8, ge=1, le=64)
    seed_demo: bool = True

    meilisearch_url: str = Field(default="", validation_alias="MEILISEARCH_URL")
    meilisearch_key: SecretStr = Field(
        default=SecretStr(""), validation_alias="MEILISEARCH_KEY"
    )
    meilisearch_search_key: SecretStr = Field(
        default=SecretStr(""), validation_alias="MEILISEARCH_SEARCH_KEY"
    )
    meilisearch_prefix: str = Field(
        default="ecomarket",
        pattern=r"^[a-zA-Z0-9-]{1,40}$",
        validation_alias="MEILISEARCH_PREFIX",
    )

    smtp_url: SecretStr = Field(default=SecretStr(""), validation_alias="SMTP_URL")
    mail_from: str = "EcoMarket <hello@ecomarket.example>"
    vapid_private_key: SecretStr = SecretStr("")

    operator_name: str = "[set ECOMARKET_OPERATOR_NAME]"
    operator_address: str = "[set ECOMARKET_OPERATOR_ADDRESS]"
    operator_represented_by: str = "[set ECOMARKET_OPERATOR_REPRESENTED_BY]"
    operator_register: str = "[set ECOMARKET_OPERATOR_REGISTER]"
    operator_vat_id: str = "[set ECOMARKET_OPERATOR_VAT_ID]"
    operator_phone: str = "[set ECOMARKET_OPERATOR_PHONE]"
    operator_email: str = "help@ecomarket.example"
    operator_country: str = "Germany"
    operator_country_code: str = Field(default="DE", pattern="^[A-Z]{2}$")

    # Where rates come from and who is asked about VAT numbers ("format" or "vies").
    tax_provider: str = "table"
    vat_register: str = Field(default="format", pattern="^(format|vies)$")
    vies_url: str = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number"
    # For comparing sums with limits of tax laws; no price is ever converted.
    tax_units_per_eur: dict[str, Decimal] = {
        "EUR": Decimal(1), "USD": Decimal("1.15"), "GBP": Decimal("0.87"),
    }  # fmt: skip

    stripe_secret_key: SecretStr = Field(
        default=SecretStr(""), validation_alias="STRIPE_SECRET_KEY"
    )
    stripe_webhook_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="STRIPE_WEBHOOK_SECRET"
    )
    stripe_api_base: str = Field(default="", validation_alias="STRIPE_API_BASE")
    stripe_stablecoin: bool = Field(default=False, validation_alias="STRIPE_STABLECOIN")
    paypal_client_id: str = Field(default="", validation_alias="PAYPAL_CLIENT_ID")
    paypal_secret: SecretStr = Field(default=SecretStr(""), validation_alias="PAYPAL_SECRET")
    paypal_webhook_id: str = Field(default="", validation_alias="PAYPAL_WEBHOOK_ID")
    paypal_merchant_id: str = Field(default="", validation_alias="PAYPAL_MERCHANT_ID")
    paypal_api_base: str = Field(
        default="https://api-m.sandbox.paypal.com", validation_alias="PAYPAL_API_BASE"
    )
    square_access_token: SecretStr = Field(
        default=SecretStr(""), validation_alias="SQUARE_ACCESS_TOKEN"
    )
    square_location_id: str = Field(default="", validation_alias="SQUARE_LOCATION_ID")
    square_signature_key: SecretStr = Field(
        default=SecretStr(""), validation_alias="SQUARE_SIGNATURE_KEY"
    )
    square_api_base: str = Field(
        default="https://connect.squareupsandbox.com", validation_alias="SQUARE_API_BASE"
    )
    btcpay_url: str = Field(default="", validation_alias="BTCPAY_URL")
    btcpay_api_key: SecretStr = Field(default=SecretStr(""), validation_alias="BTCPAY_API_KEY")
    btcpay_store_id: str = Field(default="", validation_alias="BTCPAY_STORE_ID")
    btcpay_webhook_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="BTCPAY_WEBHOOK_SECRET"
    )
    sandbox_payments: bool = True
    sandbox_webhook_secret: SecretStr = SecretStr(SANDBOX_SECRET)
    sandbox_api_key: SecretStr = SecretStr(SANDBOX_KEY)
    sandbox_gateway_url: str = ""
    sandbox_webhook_url: str = ""
    sandbox_slow_seconds: float = Field(default=8, ge=0)
    sandbox_stall_seconds: float = Field(default=20, ge=0)

    earnings_window_days: int = 14
    default_commission_bps: int = 1200

    # "name:base64 of 32 bytes", comma-separated, the sealing key first; empty derives one.
    sealing_keys: SecretStr = SecretStr("")
    payout_minimum_minor: int = Field(default=2500, ge=1)
    payout_approval_above_minor: int = Field(default=100_000, ge=0)
    payout_account_rest_hours: int = Field(default=48, ge=0)
    reserve_bps: int = Field(default=1000, ge=0, le=10_000)
    reserve_days: int = Field(default=30, ge=0)
    reserve_new_vendor_days: int = Field(default=60, ge=0)
    sepa_debtor_name: str = "EcoMarket"
    sepa_debtor_iban: str = ""
    sepa_debtor_bic: str = ""

    @model_validator(mode="after")
    def _place_the_sandbox(self) -> Self:
        """The gateway is served by the storefront and calls it back, unless told otherwise."""
        if not self.sandbox_gateway_url:
            self.sandbox_gateway_url = (
                f"http://127.0.0.1:{self.storefront_port}/sandbox-gateway"
            )
        if not self.sandbox_webhook_url:
            self.sandbox_webhook_url = f"{self.origin(AppName.STOREFRONT)}/webhooks/sandbox"
        return self

    @property
    def is_production(self) -> bool:
        return self.env is Environment.PRODUCTION

    @property
    def gateway_keys(self) -> frozenset[str]:
        """Gateways that have what their calls need; the others are off."""
        found = {
            "stripe": bool(self.stripe_secret_key.get_secret_value()),
            "paypal": bool(self.paypal_client_id and self.paypal_secret.get_secret_value()),
            "square": bool(
                self.square_access_token.get_secret_value() and self.square_location_id
            ),
            "btcpay": bool(
                self.btcpay_url
                and self.btcpay_store_id
                and self.btcpay_api_key.get_secret_value()
            ),
        }
        return frozenset(name for name, is_set in found.items() if is_set)

    @property
    def media_root(self) -> Path:
        return self.home / "media"

    @property
    def search_root(self) -> Path:
        return self.home / "search"

    def port(self, app: AppName) -> int:
        ports = {
            AppName.STOREFRONT: self.storefront_port,
            AppName.ADMIN: self.admin_port,
            AppName.VENDOR_PORTAL: self.vendor_port,
        }
        return ports[app]

    def origin(self, app: AppName) -> str:
        """Scheme, host and port under which people reach ``app``."""
        configured = {
            AppName.STOREFRONT: self.storefront_origin,
            AppName.ADMIN: self.admin_origin,
            AppName.VENDOR_PORTAL: self.vendor_origin,
        }
        return configured[app].rstrip("/") or f"http://localhost:{self.port(app)}"


def ensure_safe(chosen: Settings) -> None:
    """Refuse to serve customers on development defaults; names every problem at once."""
    if chosen.is_production and (problems := _production_problems(chosen)):
        raise UnsafeSettings(problems)


def _production_problems(chosen: Settings) -> list[str]:
    secret = chosen.secret_key.get_secret_value()
    checks = {
        "ECOMARKET_SECRET_KEY is the development secret: set a random one.": secret
        == DEVELOPMENT_SECRET,
        f"ECOMARKET_SECRET_KEY is shorter than {SHORTEST_SECRET} characters.": len(secret)
        < SHORTEST_SECRET,
        "DATABASE_URL is missing: name a PostgreSQL server, or set "
        "ECOMARKET_ALLOW_EMBEDDED_DATABASE=true to keep the embedded one.": not (
            chosen.database_url or chosen.allow_embedded_database
        ),
        "REDIS_URL is missing: name a Redis or Valkey server, or set "
        "ECOMARKET_ALLOW_EMBEDDED_DATABASE=true to keep the embedded one.": not (
            chosen.redis_url or chosen.allow_embedded_database
        ),
        "ECOMARKET_SANDBOX_PAYMENTS is on: nobody would really pay. "
        "Set it to false.": chosen.sandbox_payments,
        "No payment gateway has its keys: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or "
        "those of another one (docs/payments.md).": not chosen.gateway_keys,
        "STRIPE_WEBHOOK_SECRET is missing.": "stripe" in chosen.gateway_keys
        and not chosen.stripe_webhook_secret.get_secret_value(),
        "PAYPAL_WEBHOOK_ID and PAYPAL_MERCHANT_ID are missing.": "paypal" in chosen.gateway_keys
        and not (chosen.paypal_webhook_id and chosen.paypal_merchant_id),
        "SQUARE_SIGNATURE_KEY is missing.": "square" in chosen.gateway_keys
        and not chosen.square_signature_key.get_secret_value(),
        "BTCPAY_WEBHOOK_SECRET is missing.": "btcpay" in chosen.gateway_keys
        and not chosen.btcpay_webhook_secret.get_secret_value(),
        "SMTP_URL is missing: no mail would leave the outbox.": not (
            chosen.smtp_url.get_secret_value()
        ),
        "ECOMARKET_OPERATOR_NAME is missing: the imprint must name who runs the "
        "market.": chosen.operator_name.startswith("["),
        "ECOMARKET_SEED_DEMO is on: demo accounts have public passwords. "
        "Set it to false.": chosen.seed_demo,
    }
    origins = {
        f"ECOMARKET_{name}_ORIGIN must be an https:// address.": not origin.startswith(
            "https://"
        )
        for name, origin in (
            ("STOREFRONT", chosen.storefront_origin),
            ("ADMIN", chosen.admin_origin),
            ("VENDOR", chosen.vendor_origin),
        )
    }
    return [problem for problem, found in (checks | origins).items() if found]


@cache
def settings() -> Settings:
    return Settings()
