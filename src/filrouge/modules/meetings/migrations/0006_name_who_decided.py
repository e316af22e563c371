from django.db import migrations

from filrouge.kernel.tenancy.migrating import each_organisation


def name_who_decided(apps, schema_editor):
    Decision = apps.get_model("meetings", "Decision")
    for organisation in each_organisation(apps, schema_editor):
        rows = Decision.objects.filter(organisation=organisation, body="", meeting__isnull=False)
        for decision in rows.select_related("meeting__group", "meeting__type").iterator():
            meeting = decision.meeting
            decision.group = meeting.group
            decision.body = meeting.group.name if meeting.group else meeting.type.name
            decision.save(update_fields=["group", "body"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_decisions_between_meetings")]

    operations = [migrations.RunPython(name_who_decided, migrations.RunPython.noop)]
