"""Settings: files that are brought in, systems that are connected."""
