"""The one piece of news from this floor."""

from django.dispatch import Signal

# Sent inside the transaction with delivery=Delivery, once a delivery has been given
# up or has bounced; heard by tickets.
delivery_failed = Signal()
