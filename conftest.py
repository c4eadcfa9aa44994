"""What every test of the house has at hand; ombud/testing/plugin.py comes before."""

import pytest

pytest_plugins = [
    "ombud.testing.network",
    "ombud.testing.cast",
    "ombud.testing.server_fixtures",
    "ombud.testing.live_fixtures",
    "ombud.testing.browser",
]


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache

    from ombud.core.remembered import remembered

    cache.clear()
    remembered.forget_everything()
