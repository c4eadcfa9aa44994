"""The steps of a mail's way in; each takes and gives frozen dataclasses."""
