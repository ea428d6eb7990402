import json
import os
import subprocess
import sys

import pytest

from core.settings import ROOT, AppName


@pytest.fixture(scope="module", params=list(AppName))
def app(request):
    """What one app registers when it is loaded."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.inspect_app", request.param],
        cwd=ROOT,
        env=os.environ
        | {
            "ECOMARKET_APP": request.param,
            "REFLEX_WEB_WORKDIR": str(ROOT / ".build" / request.param / ".web"),
            "REFLEX_TELEMETRY_ENABLED": "false",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_every_handler_says_who_may_raise_it(app):
    assert app["unguarded"] == []


def test_no_page_brings_in_the_second_stylesheet(app):
    assert app["radix"] == []


def test_every_page_has_a_title_of_its_own(app):
    assert all(app["titles"])


def test_every_app_has_its_own_not_found_page_and_style_guide(app):
    assert {"404", "styleguide"} <= set(app["routes"])
