"""How gateways do, as operators see it."""

import pytest

from admin.pages.gateways.state import GatewaysState

pytestmark = pytest.mark.usefixtures("cache")


async def test_operators_see_each_gateway_with_what_it_took(desk):
    tab = await desk(GatewaysState, "/payments/gateways")

    (sandbox,) = [row for row in tab.rows if row.name == "sandbox"]
    assert (sandbox.label, sandbox.attempts) == ("Sandbox bank", "0 paid, 0 failed")
