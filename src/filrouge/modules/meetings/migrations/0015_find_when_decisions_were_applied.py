from django.db import migrations
from django.utils import timezone

from filrouge.kernel.tenancy.migrating import each_organisation


def find_dates(apps, schema_editor):
    """From what the team said when it reviewed them, else from the history; others stay without a date."""
    Decision = apps.get_model("meetings", "Decision")
    for organisation in each_organisation(apps, schema_editor):
        for decision in Decision.objects.filter(organisation=organisation, status="applied").iterator():
            review = decision.reviews.filter(outcome="applied").order_by("-id").first()
            if review is not None:
                decision.applied_on, decision.expected_on = review.reviewed_on, review.review_on_before
            else:
                decision.applied_on, decision.expected_on = _from_history(apps, decision), decision.review_on
            decision.save(update_fields=["applied_on", "expected_on"])


def _from_history(apps, decision):
    entries = apps.get_model("timeline", "Entry").objects.filter(
        organisation=decision.organisation_id,
        subject_kind="meetings.decision",
        subject_id=decision.pk,
        action="meetings.decision_followed",
    )
    moments = [one.happened_at for one in entries.order_by("-happened_at") if one.data.get("status") == "appliquée"]
    return timezone.localdate(moments[0]) if moments else None


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_date_applied_decisions"), ("timeline", "0001_initial")]

    operations = [migrations.RunPython(find_dates, migrations.RunPython.noop)]
