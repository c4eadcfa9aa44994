"""Pages about what came in."""
