"""Pages of what is written beforehand."""
