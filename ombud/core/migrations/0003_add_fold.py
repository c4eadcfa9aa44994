"""Search by parts of names, whatever their accents: two extensions and a function."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Immutable, so that an index may stand on it. While an index is built no schema is
# searched, so the dictionary is named with its own.
MAKE = """
DO $make$
DECLARE place text := (
  SELECT quote_ident(nspname) FROM pg_extension
  JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'unaccent'
);
BEGIN
  EXECUTE format($sql$
    CREATE OR REPLACE FUNCTION ombud_fold(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $body$ SELECT lower(%1$s.unaccent('%1$s.unaccent'::regdictionary, words)) $body$
  $sql$, place);
END $make$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_add_setup_to_installation")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(MAKE, "DROP FUNCTION IF EXISTS ombud_fold(text)"),
    ]
