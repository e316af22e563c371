import re

from django.db import migrations
from django.utils import timezone

from filrouge.kernel.documents.richtext import blocks_of, from_marked, html_of, plain_of
from filrouge.kernel.tenancy.migrating import each_organisation


def become_rich(apps, schema_editor):
    """Notes were plain text where « - » at the head of a line made a list. Each becomes its own first version."""
    AgendaItem = apps.get_model("meetings", "AgendaItem")
    NotesVersion = apps.get_model("meetings", "NotesVersion")
    for organisation in each_organisation(apps, schema_editor):
        for item in AgendaItem.objects.filter(organisation=organisation).exclude(notes="").iterator():
            item.notes = html_of(from_marked(_only_itself(item.notes)))
            item.version = item.version or 1
            item.save(update_fields=["notes", "version"])
            NotesVersion.objects.create(
                organisation_id=organisation,
                item=item,
                version=item.version,
                notes=item.notes,
                written_by=item.written_by,
                written_at=timezone.now(),
            )


def become_plain(apps, schema_editor):
    AgendaItem = apps.get_model("meetings", "AgendaItem")
    for organisation in each_organisation(apps, schema_editor):
        for item in AgendaItem.objects.filter(organisation=organisation).exclude(notes="").iterator():
            item.notes = plain_of(blocks_of(item.notes))
            item.save(update_fields=["notes"])


def _only_itself(text):
    """Bullets and numbers stay marks; no other sign was one."""
    text = re.sub(r"(?m)^(\s*)\* ", r"\1- ", text)
    return re.sub(r"[\\*\[\]#|]", r"\\\g<0>", text)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_keep_versions_of_notes")]

    operations = [migrations.RunPython(become_rich, become_plain)]
