from core import bootstrap
from core.settings import ROOT


def test_every_module_that_registers_itself_is_loaded():
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for name in ("tasks.py", "subscribers.py")
        for path in (ROOT / "core").glob(f"*/{name}")
        if path.parent.name != "events"
    }

    assert found - set(bootstrap.MODULES) == set()
