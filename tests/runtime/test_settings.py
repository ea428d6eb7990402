import re

import pytest

from core.settings import ROOT, AppName, Settings, UnsafeSettings, ensure_safe

SAFE = {
    "ECOMARKET_ENV": "production",
    "ECOMARKET_SECRET_KEY": "k" * 48,
    "DATABASE_URL": "postgresql://shop@db/ecomarket",
    "REDIS_URL": "redis://cache:6379/8",
    "ECOMARKET_SANDBOX_PAYMENTS": "false",
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "SMTP_URL": "smtp://mail:25",
    "ECOMARKET_SEED_DEMO": "false",
    "ECOMARKET_OPERATOR_NAME": "Market Ltd",
    "ECOMARKET_STOREFRONT_ORIGIN": "https://shop.example",
    "ECOMARKET_ADMIN_ORIGIN": "https://admin.shop.example",
    "ECOMARKET_VENDOR_ORIGIN": "https://vendors.shop.example",
}


def variable(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"ECOMARKET_{name.upper()}"


@pytest.fixture
def configured(monkeypatch):
    """Settings from these variables only."""

    def build(values: dict[str, str]) -> Settings:
        for name in Settings.model_fields:
            monkeypatch.delenv(variable(name), raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return Settings(_env_file=None)

    return build


def test_the_example_lists_every_setting_and_no_other():
    listed = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(listed) == sorted(map(variable, Settings.model_fields))


def test_the_example_shows_the_defaults(configured):
    defaults = configured({})

    assert Settings(_env_file=ROOT / ".env.example") == defaults


def test_development_starts_without_any_setting(configured):
    chosen = configured({})

    ensure_safe(chosen)
    assert chosen.home == ROOT / ".data"
    assert chosen.origin(AppName.ADMIN) == "http://localhost:3001"


def test_production_starts_when_everything_is_given(configured):
    chosen = configured(SAFE)

    ensure_safe(chosen)
    assert chosen.origin(AppName.STOREFRONT) == "https://shop.example"


def test_production_names_every_problem_at_once(configured):
    with pytest.raises(UnsafeSettings) as refusal:
        ensure_safe(configured({"ECOMARKET_ENV": "production"}))

    for name in SAFE.keys() - {"ECOMARKET_ENV"}:
        assert name in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("ECOMARKET_SECRET_KEY", "development-only-secret-change-me"),
        ("ECOMARKET_SECRET_KEY", "too-short"),
        ("DATABASE_URL", ""),
        ("REDIS_URL", ""),
        ("ECOMARKET_SANDBOX_PAYMENTS", "true"),
        ("STRIPE_SECRET_KEY", ""),
        ("STRIPE_WEBHOOK_SECRET", ""),
        ("SMTP_URL", ""),
        ("ECOMARKET_SEED_DEMO", "true"),
        ("ECOMARKET_OPERATOR_NAME", ""),
        ("ECOMARKET_VENDOR_ORIGIN", "http://vendors.shop.example"),
    ],
)
def test_production_refuses_one_unsafe_setting_and_names_only_it(configured, name, unsafe):
    with pytest.raises(UnsafeSettings) as refusal:
        ensure_safe(configured(SAFE | {name: unsafe}))

    assert len(refusal.value.problems) == 1
    assert name in refusal.value.problems[0]


def test_production_keeps_the_embedded_engines_on_an_explicit_yes(configured):
    chosen = configured(
        SAFE
        | {"DATABASE_URL": "", "REDIS_URL": "", "ECOMARKET_ALLOW_EMBEDDED_DATABASE": "true"}
    )

    ensure_safe(chosen)


def test_a_relative_home_counts_from_the_current_folder(configured, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert configured({"ECOMARKET_HOME": "market"}).home == tmp_path / "market"
