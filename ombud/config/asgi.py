"""The web process: pages and live streams from one ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.config.settings")
application = get_asgi_application()
