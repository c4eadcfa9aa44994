"""Ombud, a self-hosted helpdesk that knows the order."""

__version__ = "0.1.0"
