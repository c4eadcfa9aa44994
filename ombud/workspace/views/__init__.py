"""Agents' pages, one file each."""
