"""Forms as customers fill them in, and as they are set up."""
