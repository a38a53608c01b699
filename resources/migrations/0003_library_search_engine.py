"""The full-text side of IndexedText, kept equal to it by the database itself.

SQLite: an FTS5 table that reads its content from resources_indexedtext, and three
triggers. Django rebuilds a table when it alters it on SQLite and the triggers go with
the old one: a later migration that changes IndexedText must drop and create them again
(run `drop_engine` before, `create_engine` after).

PostgreSQL: a generated tsvector column and its GIN index. The words are already stemmed,
so no text search configuration and no parser takes part: a token is a word, as in FTS5.
A lexeme that no stem can equal stands between the fields, so no phrase crosses them.
"""

from django.db import migrations

TABLE = "resources_indexedtext"

SQLITE_CREATE = [
    f"""
    CREATE VIRTUAL TABLE resources_fts USING fts5(
        title, theme, body, content='{TABLE}', content_rowid='page_id',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    f"""
    CREATE TRIGGER resources_fts_insert AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO resources_fts(rowid, title, theme, body)
        VALUES (new.page_id, new.title, new.theme, new.body);
    END
    """,
    f"""
    CREATE TRIGGER resources_fts_delete AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO resources_fts(resources_fts, rowid, title, theme, body)
        VALUES ('delete', old.page_id, old.title, old.theme, old.body);
    END
    """,
    f"""
    CREATE TRIGGER resources_fts_update AFTER UPDATE ON {TABLE} BEGIN
        INSERT INTO resources_fts(resources_fts, rowid, title, theme, body)
        VALUES ('delete', old.page_id, old.title, old.theme, old.body);
        INSERT INTO resources_fts(rowid, title, theme, body)
        VALUES (new.page_id, new.title, new.theme, new.body);
    END
    """,
    "INSERT INTO resources_fts(resources_fts) VALUES ('rebuild')",
]
SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS resources_fts_insert",
    "DROP TRIGGER IF EXISTS resources_fts_delete",
    "DROP TRIGGER IF EXISTS resources_fts_update",
    "DROP TABLE IF EXISTS resources_fts",
]
POSTGRESQL_CREATE = [
    """
    CREATE FUNCTION resources_vector(words text, weight "char") RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
        SELECT setweight(
            coalesce(string_agg(quote_literal(word) || ':' || place, ' '), '')::tsvector,
            weight
        )
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS t(word, place)
        WHERE word <> ''
    $$
    """,
    f"""
    ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        resources_vector(title, 'A') || '''|'':1'::tsvector
        || resources_vector(theme, 'B') || '''|'':1'::tsvector
        || resources_vector(body, 'C')
    ) STORED
    """,
    f"CREATE INDEX resources_indexedtext_vector ON {TABLE} USING gin (vector)",
]
POSTGRESQL_DROP = [
    f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector",
    'DROP FUNCTION IF EXISTS resources_vector(text, "char")',
]
CREATE = {"sqlite": SQLITE_CREATE, "postgresql": POSTGRESQL_CREATE}
DROP = {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}


def create_engine(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_engine(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("resources", "0002_library_columns")]

    operations = [migrations.RunPython(create_engine, drop_engine)]
