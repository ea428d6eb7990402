import json
import re
from pathlib import Path

import pytest
import reflex_base
from reflex_base.utils.format import format_library_name

import rxconfig
from core.settings import ROOT, AppName
from core.ui.current_app import allowed_origins
from core.ui.frontend_packages import FRONTEND_PACKAGES
from core.ui.same_origin import SAME_ORIGIN, use_page_origin


@pytest.mark.parametrize(
    ("url", "of_admin"),
    [
        ("", None),
        ("unix:///run/valkey.sock?db=8", "unix:///run/valkey.sock?db=1"),
        ("unix:///run/valkey.sock", "unix:///run/valkey.sock?db=1"),
        ("redis://cache:6379/5", "redis://cache:6379/1"),
        ("rediss://:secret@cache:6379", "rediss://:secret@cache:6379/1"),
    ],
)
def test_each_app_keeps_its_states_in_its_own_database(url, of_admin):
    assert rxconfig.state_store(url, AppName.ADMIN) == of_admin


def test_on_one_machine_both_of_its_names_are_let_in():
    origin, twin = allowed_origins(AppName.VENDOR_PORTAL)

    assert origin.startswith("http://localhost:")
    assert twin == origin.replace("localhost", "127.0.0.1")


def test_what_reflex_would_show_or_send_by_default_is_off():
    config = rxconfig.config

    assert config.show_built_with_reflex is False
    assert config.telemetry_enabled is False
    assert "*" not in config.cors_allowed_origins


def test_the_lock_pins_every_package_and_names_no_registry():
    lock = (ROOT / "reflex.lock/package-lock.json").read_text()
    locked = json.loads(lock)["packages"]

    assert '"resolved"' not in lock
    assert all("integrity" in entry for name, entry in locked.items() if name)
    for package in FRONTEND_PACKAGES:
        name = format_library_name(package)
        assert locked[f"node_modules/{name}"]["version"] == package.removeprefix(f"{name}@")


def test_the_lock_has_exact_versions_only():
    wanted = json.loads((ROOT / "reflex.lock/package.json").read_text())

    versions = {**wanted["dependencies"], **wanted["devDependencies"]}.values()
    assert [v for v in versions if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


def test_a_page_calls_the_address_it_came_from():
    runtime = Path(reflex_base.__path__[0]) / ".templates/web/utils/state.js"
    patched = use_page_origin(runtime.read_text())

    assert patched.count(SAME_ORIGIN) == 1
    assert use_page_origin(patched) == patched


def test_a_changed_runtime_is_noticed():
    with pytest.raises(RuntimeError, match="getBackendURL"):
        use_page_origin("export const other = 1;")
