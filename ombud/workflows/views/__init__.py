"""Pages of workflows and of what sorts tickets."""
