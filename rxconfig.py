"""Reflex configuration of the three apps. ``ECOMARKET_APP`` picks which one this process is.

Reflex executes this file several times in one process, so it must give the same answer each
time.
"""

import os

import reflex as rx

from core.settings import AppName, settings
from core.ui.current_app import allowed_origins, current_app
from core.ui.frontend_packages import FRONTEND_PACKAGES
from core.ui.rendering.plugin import ServerRenderingPlugin
from core.ui.same_origin import SameOriginPlugin
from core.ui.theme import TAILWIND

APP = current_app()

# The last part has to be called `.web`: Vite's watcher knows that name.
os.environ.setdefault("REFLEX_WEB_WORKDIR", f".build/{APP}/.web")
os.environ.setdefault("REFLEX_STATES_WORKDIR", f".build/{APP}/states")
os.environ.setdefault("REFLEX_UPLOADED_FILES_DIR", f".build/{APP}/uploads")
os.environ.setdefault("REFLEX_HOT_RELOAD_OVERRIDE_PATHS", f"{APP}:core")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")


def state_store(url: str, app: AppName) -> str | None:
    """One Redis database per app: states are pickles of classes the other two do not have."""
    if not url:
        return None
    number = list(AppName).index(app)
    if url.startswith("unix://"):
        return f"{url.partition('?')[0]}?db={number}"
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/{number}"


config = rx.Config(
    app_name=APP,
    app_module_import=f"{APP}.app",
    deploy_url=settings().origin(APP),
    cors_allowed_origins=allowed_origins(APP),
    redis_url=state_store(settings().redis_url, APP),
    redis_token_expiration=1800,
    trusted_proxy_hops=settings().trusted_proxy_hops,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    default_color_mode="system",
    frontend_compression_formats=["gzip", "brotli"],
    frontend_packages=FRONTEND_PACKAGES,
    plugins=[
        rx.plugins.TailwindV4Plugin(config=TAILWIND),
        SameOriginPlugin(),
        ServerRenderingPlugin(),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
