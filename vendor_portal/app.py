"""The workshops' app."""

from core.settings import AppName
from core.ui.app import create_app
from vendor_portal.routes import register_routes

app = create_app(
    AppName.VENDOR_PORTAL,
    favicon="/icons/vendor.svg",
    styles=["/css/vendor.css", "/css/social.css"],
)
register_routes(app)
