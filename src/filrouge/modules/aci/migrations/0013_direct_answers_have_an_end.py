"""A direct answer sets all the sites aside until it ends, instead of the rows that were there when it was given."""

from django.db import migrations, models

from filrouge.kernel.tenancy.migrating import each_organisation


def forward(apps, schema_editor):
    """Where a site counted all the same, typed since, the answer had ended: every site counts from there."""
    Opening, Answer = apps.get_model("aci", "SiteOpening"), apps.get_model("aci", "DirectAnswer")
    for organisation in each_organisation(apps, schema_editor):
        typed = Opening.objects.filter(organisation=organisation, set_aside=False).order_by("from_year")
        years = list(typed.values_list("from_year", flat=True))
        for answer in Answer.objects.filter(organisation=organisation):
            answer.until_year = next((year for year in years if year >= answer.from_year), None)
            if answer.until_year == answer.from_year:
                answer.delete()
            else:
                answer.save(update_fields=["until_year"])


class Migration(migrations.Migration):
    dependencies = [("aci", "0012_end_the_hours_of_the_sites")]

    operations = [
        migrations.AddField(
            model_name="directanswer",
            name="until_year",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="avant"),
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
        migrations.RemoveField(model_name="siteopening", name="set_aside"),
    ]
