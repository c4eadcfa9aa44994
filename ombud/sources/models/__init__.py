"""Imports of files, and connected systems."""

from ombud.sources.models.connector import Connector
from ombud.sources.models.imports import Import
from ombud.sources.models.refusal import Refusal
from ombud.sources.models.states import ImportState

__all__ = ["Connector", "Import", "ImportState", "Refusal"]
