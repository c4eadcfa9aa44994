"""Pages of users, one file a resource."""
