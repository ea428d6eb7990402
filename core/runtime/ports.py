"""Are the ports free that the apps are about to take?"""

import socket
from collections.abc import Iterable
from contextlib import closing

from core.settings import AppName, Settings

VARIABLES = {
    AppName.STOREFRONT: "STOREFRONT_PORT",
    AppName.ADMIN: "ADMIN_PORT",
    AppName.VENDOR_PORTAL: "VENDOR_PORT",
}


class PortTaken(Exception):
    def __init__(self, app: AppName, port: int, reason: str) -> None:
        variable = VARIABLES[app]
        super().__init__(
            f"Port {port}, for {app}, {reason}. "
            f"Choose another one with {variable}, for example {variable}={port + 100}."
        )


def ensure_ports_free(chosen: Settings, apps: Iterable[AppName] = AppName) -> None:
    seen: set[int] = set()
    for app in apps:
        port = chosen.port(app)
        if port in seen:
            raise PortTaken(app, port, "is given to another of the three apps already")
        seen.add(port)
        ensure_port_free(chosen, app)


def ensure_port_free(chosen: Settings, app: AppName) -> None:
    if reason := why_taken(chosen.host, chosen.port(app)):
        raise PortTaken(app, chosen.port(app), reason)


def why_taken(host: str, port: int) -> str | None:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        # As the server does: connections of a server that has just ended do not matter.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            return "needs the rights of an administrator"
        except OSError:
            return "is in use by another program"
    return None
