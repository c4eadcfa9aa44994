"""Tags of the agents' workspace."""
