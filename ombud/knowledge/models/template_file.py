"""A file that goes along with a full template."""

from typing import IO, Any

from django.db import models, transaction

from ombud.knowledge.models.template import Template


class TemplateFile(models.Model):
    """A file that goes along with a full template."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="files")
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    content = models.FileField(upload_to="templates/", max_length=300)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.filename

    def read(self) -> bytes:
        """All bytes at once."""
        stream: IO[Any]
        with self.content.open() as stream:
            found: bytes = stream.read()
        return found

    def remove(self) -> None:
        """The row, and after it the bytes."""
        self.delete()
        transaction.on_commit(lambda: self.content.delete(save=False))
