import socket
from collections.abc import Iterator

import pytest

from core.runtime.ports import PortTaken, ensure_ports_free
from core.settings import Settings


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def test_a_taken_port_is_named_with_the_variable_that_moves_it(taken_port):
    first, second = free_ports(2)
    chosen = Settings(storefront_port=first, admin_port=taken_port, vendor_port=second)

    with pytest.raises(PortTaken, match=rf"Port {taken_port}, for admin, .* ADMIN_PORT=\d+"):
        ensure_ports_free(chosen)


def test_two_apps_cannot_share_a_port():
    first, second = free_ports(2)

    with pytest.raises(PortTaken, match="VENDOR_PORT"):
        ensure_ports_free(Settings(storefront_port=first, admin_port=second, vendor_port=first))


def test_free_ports_are_fine():
    first, second, third = free_ports(3)

    ensure_ports_free(Settings(storefront_port=first, admin_port=second, vendor_port=third))
