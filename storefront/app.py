"""The shop."""

import reflex as rx

from core.api.bag import BAG_SCRIPT
from core.settings import AppName
from core.ui.app import create_app
from storefront.routes import RENDERED, register_routes

app = create_app(
    AppName.STOREFRONT,
    favicon="/icons/storefront.svg",
    styles=["/css/shop.css", "/css/content.css", "/css/pwa.css", "/css/social.css"],
    rendered=RENDERED,
    head=[
        rx.el.script(src=BAG_SCRIPT),  # not deferred: the page's modules come after it
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
        rx.el.script(src="/js/results.js", defer=True),
        rx.el.script(src="/js/pwa.js", defer=True),
    ],
)
register_routes(app)
