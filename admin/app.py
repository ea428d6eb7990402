"""The operators' app."""

from admin.routes import register_routes
from core.settings import AppName
from core.ui.app import create_app

app = create_app(
    AppName.ADMIN,
    favicon="/icons/admin.svg",
    styles=("/css/admin.css", "/css/content.css", "/css/social.css"),
)
register_routes(app)
