"""All timed work on one screen: cron line, job."""

from procrastinate import App


def register(app: App) -> None:
    """Called once, when Procrastinate's app is ready."""
