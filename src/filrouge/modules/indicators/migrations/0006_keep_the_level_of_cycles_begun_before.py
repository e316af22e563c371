"""The first level asks why this theme: a cycle written before there was a place for it keeps what it had reached."""

from django.db import migrations

from filrouge.kernel.tenancy.migrating import each_organisation

REASON = "Raison non notée"


def forward(apps, schema_editor):
    cycles = apps.get_model("indicators", "Cycle").objects
    for organisation in each_organisation(apps, schema_editor):
        unsaid = cycles.filter(organisation=organisation, theme_reason="")
        unsaid.exclude(diagnosis="").exclude(objective="").update(theme_reason=REASON)


def backward(apps, schema_editor):
    cycles = apps.get_model("indicators", "Cycle").objects
    for organisation in each_organisation(apps, schema_editor):
        cycles.filter(organisation=organisation, theme_reason=REASON).update(theme_reason="")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_say_why_the_theme")]

    operations = [migrations.RunPython(forward, backward)]
