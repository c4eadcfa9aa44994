"""Pages and fragments of a ticket, one file a resource."""
