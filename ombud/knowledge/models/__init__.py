"""Templates, what they have been, and their files."""

from ombud.knowledge.models.template import Template, TemplateKind, TemplateQuerySet
from ombud.knowledge.models.template_file import TemplateFile
from ombud.knowledge.models.version import TemplateVersion

__all__ = [
    "Template",
    "TemplateFile",
    "TemplateKind",
    "TemplateQuerySet",
    "TemplateVersion",
]
