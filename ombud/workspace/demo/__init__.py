"""The demo shop Crema & Co.: coffee machines, five languages, a busy day."""
