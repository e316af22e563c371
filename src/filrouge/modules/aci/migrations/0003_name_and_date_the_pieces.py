from pathlib import PurePath

from django.db import migrations
from django.utils import timezone

from filrouge.kernel.tenancy.migrating import each_organisation


def name_and_date(apps, schema_editor):
    """The year of what was typed; the name and the day of the file; only a file is a proof."""
    Piece = apps.get_model("aci", "Piece")
    for organisation in each_organisation(apps, schema_editor):
        for piece in Piece.objects.filter(organisation=organisation).select_related("inputs", "file").iterator():
            piece.year = piece.inputs.year
            piece.label = PurePath(piece.file.name).stem[:120] if piece.file else ""
            piece.happened_on = timezone.localdate(piece.file.created_at) if piece.file else timezone.localdate()
            piece.state = "ready" if piece.file else "draft"
            piece.save(update_fields=["year", "label", "happened_on", "state"])


def find_inputs(apps, schema_editor):
    Piece, YearInputs = apps.get_model("aci", "Piece"), apps.get_model("aci", "YearInputs")
    for organisation in each_organisation(apps, schema_editor):
        for piece in Piece.objects.filter(organisation=organisation).iterator():
            piece.inputs, _made = YearInputs.objects.get_or_create(organisation_id=organisation, year=piece.year)
            piece.save(update_fields=["inputs"])


class Migration(migrations.Migration):
    dependencies = [("aci", "0002_several_pieces_for_an_indicator")]

    operations = [migrations.RunPython(name_and_date, find_inputs)]
