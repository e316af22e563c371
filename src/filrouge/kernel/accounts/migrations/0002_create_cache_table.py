from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    """Limits on sign-in are counted in the database's cache: `migrate` alone must be enough to have it."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
