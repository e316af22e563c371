"""A version kept as it is on that day: nothing that changes later reaches it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.db.transaction import atomic
from django.utils import timezone

from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.reports.annual import exports, policy, queries
from filrouge.reports.annual.enums import Recipient
from filrouge.reports.annual.models import FrozenReport, Report
from filrouge.reports.annual.services.writing import open_report
from filrouge.ui.typography import date_long


@atomic
def freeze(year: int, *, recipient: str = "", by: Membership) -> FrozenReport:
    """Keep the report of today as a numbered PDF, with the chapters this recipient reads."""
    require(by, policy.FREEZE)
    report = Report.objects.select_for_update().get(pk=open_report(year).pk)
    told = queries.told_of(report, queries.outline_of(by, year), recipient)
    if not told:
        raise ValidationError("Ce rapport est encore vide : écrivez un chapitre d’abord.", code="empty")
    last = report.versions.aggregate(last=Max("number"))["last"] or 0
    version = FrozenReport(
        report=report, number=last + 1, recipient=recipient, made_by=str(by.user), made_at=timezone.now()
    )
    day = timezone.localdate()
    pour = f", pour {Recipient(recipient).to}" if recipient else ""
    document = exports.report_document(
        by.organisation, year, told, day, subtitle=f"Version {version.number} du {date_long(day)}{pour}"
    )
    version.file = files.store(
        name=f"rapport-activite-{year}-version-{version.number}.pdf",
        content=render_pdf(document),
        capability=policy.READ,
        frozen=True,
        expected={"application/pdf"},
    )
    version.full_clean()
    version.save()
    timeline.record(version, "annual.frozen", by=by, year=year, number=version.number, audience=version.audience)
    return version


@atomic
def note_sending(version: FrozenReport, *, to: str, on: date | None, by: Membership) -> FrozenReport:
    """Whom it was sent to, in words that the form has read: the house sends nothing."""
    require(by, policy.FREEZE)
    version.sent_to, version.sent_on = to.strip(), on if to.strip() else None
    version.full_clean()
    version.save(update_fields=["sent_to", "sent_on"])
    if version.sent_to:
        timeline.record(
            version, "annual.sent", by=by, year=version.report.year, number=version.number, to=version.sent_to
        )
    return version
