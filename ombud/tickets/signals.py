"""The one piece of news from this floor."""

from django.dispatch import Signal

# Sent inside the transaction, once, by TicketBase.record, with entry=Entry.
# Whoever hears it only defers a job.
entry_recorded = Signal()
