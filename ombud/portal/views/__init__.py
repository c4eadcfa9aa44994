"""Customers' pages, and the agent's dialog that leads to them."""
