#!/usr/bin/env python
"""Ombud's command line from a checkout: the same as `ombud`."""

from ombud.config.command import main

if __name__ == "__main__":
    main()
