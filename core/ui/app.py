"""What the three apps have in common: ``create_app`` builds one, ``Route`` is a line of its
table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import reflex as rx
from reflex.utils.prerequisites import get_web_dir
from starlette.types import ASGIApp

from core.api.app import build_api
from core.api.link_currency import LinkCurrency
from core.api.maintenance import Maintenance
from core.bootstrap import process_lifespan
from core.runtime.paths import Home
from core.settings import AppName, settings
from core.ui.components.feedback import reconnect_bar
from core.ui.errors import log_page_error, show_error
from core.ui.live import live_hub
from core.ui.log_filter import keep_cookies_out_of_logs
from core.ui.middleware import Guard
from core.ui.rendering.page_cache import Page, PageCache
from core.ui.rendering.page_loads import remember_loads
from core.ui.rendering.rendered_pages import RenderedPages
from core.ui.rendering.shared_loads import SharedLoads, keep_pages
from core.ui.static_pages import SafeHeaders, StaticPages

STYLESHEETS = [
    "/css/tokens.css",
    "/css/fonts.css",
    "/css/base.css",
    "/css/layout.css",
    "/css/controls.css",
    "/css/display.css",
    "/css/data.css",
    "/css/overlay.css",
    "/css/shell.css",
]
PRELOADED_FONTS = ("vollkorn-latin", "atkinson-hyperlegible-next-latin")
# The paper of both modes, for the browser's own frame.
THEME_COLORS = (("light", "rgb(246 247 242)"), ("dark", "rgb(17 21 19)"))


@dataclass(frozen=True, slots=True)
class Route:
    """One address of an app. ``title`` and ``description`` may be Vars; ``image`` goes to
    og:image. ``is_rendered``: its content is for everyone and arrives with the document.
    """

    path: str
    page: Callable[[], rx.Component]
    title: Any
    on_load: Any = None
    description: Any = None
    image: Any = "/icons/icon-512.png"
    meta: Sequence[dict[str, Any] | rx.Component] = field(default_factory=tuple)
    is_indexed: bool = True
    is_rendered: bool = False


def create_app(
    name: AppName,
    *,
    favicon: str,
    head: Sequence[rx.Component] = (),
    styles: Sequence[str] = (),
    rendered: Sequence[str] = (),
) -> rx.App:
    """``styles`` are stylesheets of this app alone, ``rendered`` the routes of the pages that
    are rendered on the server.
    """
    loads = SharedLoads(rendered)
    pages: PageCache[Page] = PageCache()
    app = rx.App(
        html_lang="en",
        reset_style=False,  # Tailwind brings its own
        stylesheets=[*STYLESHEETS, *styles],
        head_components=[*_head(favicon), *head],
        app_wraps=_wraps(),
        toaster=rx.toast.provider(
            position="bottom-left", close_button=True, rich_colors=False, offset="1.5rem"
        ),
        frontend_exception_handler=log_page_error,
        backend_exception_handler=show_error,
        api_transformer=[
            _compiled_pages,
            build_api(name),
            partial(
                RenderedPages,
                loads=loads,
                socket_of=lambda: Home(settings().home).renderer_socket,
                cache=pages,
            ),
            LinkCurrency,
            partial(Maintenance, name=name),
            SafeHeaders,
        ],
    )
    app.add_middleware(Guard())
    app.register_lifespan_task(process_lifespan)
    app.register_lifespan_task(live_hub)
    if rendered:
        app.register_lifespan_task(keep_pages, loads=loads, pages=pages)
    keep_cookies_out_of_logs()
    return app


def register(app: rx.App, routes: Sequence[Route], *, suffix: str) -> None:
    """Add every route; ``suffix`` names the app in the title of each page."""
    for route in routes:
        robots = () if route.is_indexed else ({"name": "robots", "content": "noindex"},)
        app.add_page(
            route.page,
            route=route.path,
            title=_full_title(route.title, suffix),
            description=route.description,
            image=route.image,
            meta=[*route.meta, *robots],
            on_load=(
                remember_loads(route.path, route.on_load)
                if route.is_rendered
                else route.on_load
            ),
        )


def _compiled_pages(pages: ASGIApp) -> ASGIApp:
    return StaticPages(pages, get_web_dir() / "build" / "client")


def _full_title(title: Any, suffix: str) -> Any:
    if isinstance(title, rx.Var):
        return title.to(str) + f" · {suffix}"
    return title if title == suffix else f"{title} · {suffix}"


def _wraps() -> dict[tuple[int, str], Any]:
    """Reflex's own, with our bar in place of its connection overlay."""
    wraps = dict(rx.App.__dataclass_fields__["app_wraps"].default_factory())  # pyright: ignore[reportCallIssue]
    # What a wrap gets as children goes into its outermost element: not into the memo.
    wraps[5, "Overlay"] = lambda _stateful: rx.fragment(reconnect_overlay())
    return wraps


@rx.memo
def reconnect_overlay() -> rx.Component:
    return reconnect_bar()


def _head(favicon: str) -> list[rx.Component]:
    fonts = [
        rx.el.link(
            rel="preload",
            href=f"/fonts/{name}.woff2",
            type="font/woff2",
            cross_origin="anonymous",
            custom_attrs={"as": "font"},
        )
        for name in PRELOADED_FONTS
    ]
    colors = [
        rx.el.meta(
            name="theme-color",
            content=color,
            custom_attrs={"media": f"(prefers-color-scheme: {mode})"},
        )
        for mode, color in THEME_COLORS
    ]
    return [
        *fonts,
        *colors,
        rx.el.link(rel="icon", href=favicon, type="image/svg+xml"),
        rx.el.script(src="/js/kit.js", defer=True),
    ]
