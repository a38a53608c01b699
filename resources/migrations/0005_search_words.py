"""A summary of its own in the index, the words for mending, promotions, lost questions.

The full-text side is dropped and made again around the new column: see 0003.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

TABLE = "resources_indexedtext"

SQLITE_CREATE = [
    f"""
    CREATE VIRTUAL TABLE resources_fts USING fts5(
        title, theme, summary, body, content='{TABLE}', content_rowid='page_id',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    f"""
    CREATE TRIGGER resources_fts_insert AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO resources_fts(rowid, title, theme, summary, body)
        VALUES (new.page_id, new.title, new.theme, new.summary, new.body);
    END
    """,
    f"""
    CREATE TRIGGER resources_fts_delete AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO resources_fts(resources_fts, rowid, title, theme, summary, body)
        VALUES ('delete', old.page_id, old.title, old.theme, old.summary, old.body);
    END
    """,
    f"""
    CREATE TRIGGER resources_fts_update AFTER UPDATE ON {TABLE} BEGIN
        INSERT INTO resources_fts(resources_fts, rowid, title, theme, summary, body)
        VALUES ('delete', old.page_id, old.title, old.theme, old.summary, old.body);
        INSERT INTO resources_fts(rowid, title, theme, summary, body)
        VALUES (new.page_id, new.title, new.theme, new.summary, new.body);
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
    f"""
    ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        resources_vector(title, 'A') || '''|'':1'::tsvector
        || resources_vector(theme, 'B') || '''|'':1'::tsvector
        || resources_vector(summary, 'C') || '''|'':1'::tsvector
        || resources_vector(body, 'D')
    ) STORED
    """,
    f"CREATE INDEX resources_indexedtext_vector ON {TABLE} USING gin (vector)",
]
POSTGRESQL_DROP = [f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector"]
CREATE = {"sqlite": SQLITE_CREATE, "postgresql": POSTGRESQL_CREATE}
DROP = {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}


def create_engine(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_engine(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0004_collections_answers_help'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('token', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='IndexedWord',
            fields=[
                ('folded', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('shown', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='MissingSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=60, unique=True, verbose_name='question')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='fois')),
                ('last_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='dernière fois')),
            ],
            options={
                'verbose_name': 'recherche sans résultat',
                'verbose_name_plural': 'recherches sans résultat',
                'ordering': ['-times', '-last_on', 'question'],
            },
        ),
        migrations.RunPython(drop_engine, migrations.RunPython.noop),
        migrations.AddField(
            model_name='indexedtext',
            name='summary',
            field=models.TextField(default='', verbose_name='résumé'),
        ),
        migrations.RunPython(create_engine, drop_engine),
        migrations.AlterField(
            model_name='synonym',
            name='words',
            field=models.CharField(help_text='Séparés par des virgules : portable, téléphone, smartphone.', max_length=255, unique=True, verbose_name='mots'),
        ),
        migrations.CreateModel(
            name='PromotedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='Séparés par des virgules. Toute la question doit s’y trouver.', max_length=255, verbose_name='mots cherchés')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='du')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='au')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page mise en avant')),
            ],
            options={
                'verbose_name': 'résultat mis en avant',
                'verbose_name_plural': 'résultats mis en avant',
                'ordering': ['words', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='promotion_ends_after_it_starts', violation_error_message='La fin vient après le début.')],
            },
        ),
    ]
