"""The workshops' app."""

from vendor_portal.routes import register_routes
from core.settings import AppName
from core.ui.app import create_app

app = create_app(AppName.VENDOR_PORTAL, favicon="/icons/vendor.svg")
register_routes(app)
