import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import filrouge.kernel.tenancy.fields


class Migration(migrations.Migration):
    dependencies = [("aci", "0001_keep_the_year_and_its_pieces")]

    operations = [
        migrations.RemoveConstraint(model_name="piece", name="aci_piece_once"),
        migrations.AddField(
            "piece",
            "year",
            models.PositiveSmallIntegerField(
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(2022),
                    django.core.validators.MaxValueValidator(2100),
                ],
                verbose_name="année d’activité",
            ),
        ),
        migrations.AddField(
            "piece", "kind", models.CharField(blank=True, max_length=40, verbose_name="nature", default="")
        ),
        migrations.AddField(
            "piece", "label", models.CharField(blank=True, max_length=120, verbose_name="ce que c’est", default="")
        ),
        migrations.AddField("piece", "happened_on", models.DateField(null=True, verbose_name="date")),
        migrations.AddField(
            "piece", "attendance", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="présents")
        ),
        migrations.AddField(
            "piece", "minutes", models.PositiveIntegerField(blank=True, null=True, verbose_name="durée (minutes)")
        ),
        migrations.AddField(
            "piece",
            "state",
            models.CharField(
                choices=[("draft", "à terminer"), ("ready", "prête")],
                default="ready",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.AddField(
            "piece", "removed_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")
        ),
        migrations.AlterField(
            "piece",
            "inputs",
            filrouge.kernel.tenancy.fields.TenantForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pieces",
                to="aci.yearinputs",
            ),
        ),
    ]
