"""What contacts and organisations have in common."""
