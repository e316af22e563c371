from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.transaction import atomic

from filrouge.kernel.policy import require
from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.annual import policy
from filrouge.reports.annual.enums import Recipient
from filrouge.reports.annual.models import Report
from filrouge.reports.annual.services.writing import open_report


@atomic
def show_chapter(year: int, chapter: str, recipients: Collection[str], *, by: Membership) -> Report:
    """Say who reads a chapter: it is left out of the files made for the others."""
    require(by, policy.WRITE)
    if chapter not in REPORT_CHAPTERS or not set(recipients) <= set(Recipient.values):
        raise ValidationError("Choisissez les destinataires dans la liste.", code="recipient")
    report = Report.objects.select_for_update().get(pk=open_report(year).pk)
    for recipient in Recipient.values:
        hidden = set(report.hidden.get(recipient, ())) - {chapter}
        report.hidden[recipient] = sorted(hidden if recipient in recipients else {*hidden, chapter})
    report.save(update_fields=["hidden"])
    return report
