"""The application for any WSGI server: ``granian --interface wsgi wsgi:app``. Settings come from ``LANJIAN_*``."""

from fieldapi import create_app, settings

app = create_app(settings.load())
