"""What came in, raw, and what became of it."""

from ombud.intake.models.auto_reply import AutoReply
from ombud.intake.models.inbound import Fate, Inbound, InboundQuerySet
from ombud.intake.models.reconciliation import Reconciliation

__all__ = ["AutoReply", "Fate", "Inbound", "InboundQuerySet", "Reconciliation"]
