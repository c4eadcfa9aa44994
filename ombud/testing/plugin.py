"""Prepares a test run before Django reads its settings (`-p` in pyproject.toml)."""

import os
from collections.abc import Generator

import pytest

from ombud.config.catalogues import compile_changed
from ombud.testing.servers.throwaway import ThrowawayPostgres

FOLDER = "OMBUD_TEST_FOLDER"
SERVERS = {"dovecot", "mailbox", "smtp_server"}
BROWSER = {"browser"}
SECRET = "for-tests-only-and-known-to-everybody"


class Run:
    """One test run; the workers of xdist inherit its environment."""

    def __init__(self) -> None:
        """Start PostgreSQL, unless somebody named one."""
        self.postgres = ThrowawayPostgres()
        folder = str(self.postgres.folder)
        (self.postgres.folder / "static").mkdir()
        os.environ |= {
            FOLDER: folder,
            "OMBUD_DATA_DIR": folder,
            "OMBUD_SECRET_KEY": SECRET,
            "OMBUD_ENCRYPTION_KEY": SECRET,
        }
        if "OMBUD_DATABASE_URL" not in os.environ:
            os.environ["OMBUD_DATABASE_URL"] = self.postgres.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self) -> None:
        """Compile the translations before the workers read them."""
        compile_changed()

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """Also after failures, and after Ctrl-C."""
        self.postgres.remove()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, None, None]:
    """A wrapper, because pytest-django reads the settings in this very hook."""
    if FOLDER not in os.environ:
        early_config.pluginmanager.register(Run(), "ombud-run")
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Cheap passwords, plain static files; all else as in production."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server or a browser, by the fixtures it asks for."""
    for item in items:
        wanted = set(getattr(item, "fixturenames", ()))
        if wanted & SERVERS:
            item.add_marker("servers")
        if wanted & BROWSER:
            item.add_marker("browser")
