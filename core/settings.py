"""Every setting of the market, read from the environment (and ``.env``), one nested model
per concern.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Names in the environment are the field names in capitals, with the prefix
    ``ECOMARKET_`` unless an alias is given.
    """

    model_config = SettingsConfigDict(
        env_prefix="ECOMARKET_", env_file=".env", extra="ignore", populate_by_name=True
    )

    env: Environment = Environment.DEVELOPMENT
    home: Path = Path(".data")
    secret_key: SecretStr = SecretStr("development-only-secret-change-me")
    allow_embedded_database: bool = False

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    redis_url: str = Field(default="", validation_alias="REDIS_URL")

    storefront_port: int = Field(default=3000, validation_alias="STOREFRONT_PORT")
    admin_port: int = Field(default=3001, validation_alias="ADMIN_PORT")
    vendor_port: int = Field(default=3002, validation_alias="VENDOR_PORT")
    storefront_origin: str = ""
    admin_origin: str = ""
    vendor_origin: str = ""
    trusted_proxy_hops: int = 0

    smtp_url: SecretStr = Field(default=SecretStr(""), validation_alias="SMTP_URL")
    mail_from: str = "EcoMarket <hello@ecomarket.example>"

    stripe_secret_key: SecretStr = Field(
        default=SecretStr(""), validation_alias="STRIPE_SECRET_KEY"
    )
    stripe_webhook_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="STRIPE_WEBHOOK_SECRET"
    )
    stripe_api_base: str = Field(default="", validation_alias="STRIPE_API_BASE")
    sandbox_payments: bool = True
    sandbox_webhook_secret: SecretStr = SecretStr("sandbox-webhook-secret")

    earnings_window_days: int = 14
    default_commission_bps: int = 1200

    @property
    def is_production(self) -> bool:
        return self.env is Environment.PRODUCTION

    @property
    def media_root(self) -> Path:
        return self.home / "media"

    @property
    def search_root(self) -> Path:
        return self.home / "search"


@cache
def settings() -> Settings:
    return Settings()
