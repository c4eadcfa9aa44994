"""`ombud load_starters`: the same as `ombud seed`, by the name that prepare knows."""

from ombud.workspace.management.commands.seed import Command

__all__ = ["Command"]
