"""The shop."""

import reflex as rx

from core.settings import AppName
from core.ui.app import create_app
from storefront.routes import register_routes

app = create_app(
    AppName.STOREFRONT,
    favicon="/icons/storefront.svg",
    styles=["/css/shop.css", "/css/content.css"],
    head=[
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
    ],
)
register_routes(app)
