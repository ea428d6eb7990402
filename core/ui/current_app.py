"""Which app this process is. One process serves one Reflex app."""

import os

from core.settings import AppName, settings


def current_app() -> AppName:
    name = os.environ.get("ECOMARKET_APP", AppName.STOREFRONT)
    try:
        return AppName(name)
    except ValueError:
        raise SystemExit(f"ECOMARKET_APP must be one of {', '.join(AppName)}.") from None


def allowed_origins(app: AppName) -> list[str]:
    """Origins that may open the app's websocket. On one machine both of its names count."""
    origin = settings().origin(app)
    twin = origin.replace("://localhost", "://127.0.0.1")
    return [origin] if twin == origin else [origin, twin]
