"""Algorithms in plain Python: no Django, no database."""
