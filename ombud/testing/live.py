"""The real web process on a test's database: python -m ombud.testing.live PORT."""

import os
import sys


def main(port: int) -> None:
    """As `ombud web`, and it knows the cheap passwords of the cast."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.config.settings")
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    django.setup()
    from ombud.config.web import serve

    serve("127.0.0.1", port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
