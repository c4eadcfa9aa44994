"""What a ticket can do, one capability a file."""
