"""On PostgreSQL, look words up in their index whatever the planner believes.

It prices a read of the whole table as if `vector` were in the row, while each long one
is fetched and unpacked from elsewhere: from a third of the pages on, it chose what takes
five times as long. The setting lives as long as the call.
"""

from django.db import migrations

CREATE = """
    CREATE FUNCTION resources_matching(words tsquery) RETURNS text
    LANGUAGE sql STABLE STRICT SET enable_seqscan = off AS $$
        SELECT string_agg(page_id::text, ',')
        FROM resources_indexedtext WHERE vector @@ words
    $$
"""
DROP = "DROP FUNCTION IF EXISTS resources_matching(tsquery)"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("resources", "0010_help_contact_check")]

    operations = [migrations.RunPython(create, drop)]
