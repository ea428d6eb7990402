"""Print what an app registers, as JSON. A process can hold one Reflex app only, so the tests
ask for each in a process of its own.
"""

import json
import sys
from importlib import import_module

from reflex_base.components.component import BaseComponent, Component
from reflex_base.registry import RegistrationContext
from reflex_components_radix.themes.base import RadixThemesComponent

from core.ui.guards import GUARD

OURS = ("core.", "storefront.", "admin.", "vendor_portal.")


def unguarded() -> list[str]:
    handlers = RegistrationContext.get().event_handlers.values()
    return sorted(
        f"{fn.__module__}.{fn.__qualname__}"
        for fn in (registered.handler.fn for registered in handlers)
        if fn.__module__.startswith(OURS) and not hasattr(fn, GUARD)
    )


def radix_parts(component: BaseComponent) -> set[str]:
    found = {type(component).__name__} if isinstance(component, RadixThemesComponent) else set()
    for child in component.children:
        found |= radix_parts(child)
    if isinstance(component, Component):
        for prop in component._get_components_in_props():
            found |= radix_parts(prop)
    return found


def main(name: str) -> None:
    app = import_module(f"{name}.app").app
    pages = app._unevaluated_pages
    built = {route: page.component() for route, page in pages.items()}
    titles = [str(page.title) for page in pages.values()]
    facts = {
        "routes": sorted(pages),
        "titles": titles,
        "unguarded": unguarded(),
        "radix": sorted({part for page in built.values() for part in radix_parts(page)}),
    }
    sys.stdout.write("\n" + json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1])
