"""How fast Ombud is, as ratios to a floor that is measured beside it."""
