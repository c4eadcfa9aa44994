"""The words that tickets have as tags are tags from now on, each in one spelling."""

from django.db import migrations

# The spelling that most tickets have is the tag's.
MAKE = """
INSERT INTO tickets_tag (name, hue, former)
SELECT DISTINCT ON (lower(word)) word, 0, '{}'
FROM (
  SELECT word, count(*) AS used
  FROM tickets_ticket, unnest(tags) AS word GROUP BY word
) AS words
ORDER BY lower(word), used DESC, word
"""
SPELL = """
UPDATE tickets_ticket SET tags = ARRAY(
  SELECT tag.name FROM unnest(tags) WITH ORDINALITY AS had(word, place)
  JOIN tickets_tag AS tag ON lower(tag.name) = lower(had.word)
  GROUP BY tag.name ORDER BY min(place)
)
WHERE tags && ARRAY(
  SELECT DISTINCT word FROM tickets_ticket, unnest(tags) AS word
  WHERE NOT EXISTS (SELECT FROM tickets_tag WHERE name = word)
)::varchar[]
"""


def make(_apps, editor):
    editor.execute(MAKE)
    editor.execute(SPELL)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0015_add_tag")]
    # The words stay on the tickets, so there is nothing to take back.
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
