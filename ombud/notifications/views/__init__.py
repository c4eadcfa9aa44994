"""Pages of notifications, one file each."""
