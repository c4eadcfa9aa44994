"""What the directory tells those above it."""

from django.dispatch import Signal

# Sent inside the transaction with `contact` and `addresses`: they can be found by these
# now. Those who hear it only write a job row.
became_reachable = Signal()
# The same for many at once, `contacts` by their keys: an import sends one a batch.
many_became_reachable = Signal()
