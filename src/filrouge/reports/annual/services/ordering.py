"""The order of the chapters, which the years that follow take over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.transaction import atomic

from filrouge.kernel.policy import require
from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.annual import policy, queries
from filrouge.reports.annual.models import Report
from filrouge.reports.annual.services.writing import open_report

KEPT = 40  # as many moves may be undone


@atomic
def move_chapter(year: int, chapter: str, to: int, *, by: Membership) -> Report:
    """Put a chapter at a place, from 1 on."""
    require(by, policy.WRITE)
    if chapter not in REPORT_CHAPTERS:
        raise ValidationError("Ce chapitre n’existe pas : rechargez la page.", code="chapter")
    report = _held(year)
    order = [code for code in queries.order_of(year) if code != chapter]
    order.insert(max(to - 1, 0), chapter)
    return _keep(report, order)


@atomic
def take_default_order(year: int, *, by: Membership) -> Report:
    require(by, policy.WRITE)
    return _keep(_held(year), list(REPORT_CHAPTERS))


@atomic
def undo_order(year: int, *, by: Membership) -> Report:
    """Take back the order of before the last move."""
    require(by, policy.WRITE)
    report = _held(year)
    if not report.orders:
        raise ValidationError("Aucun chapitre n’a été déplacé dans ce rapport.", code="no_order")
    report.orders = report.orders[:-1]
    report.save(update_fields=["orders"])
    return report


def _keep(report: Report, order: list[str]) -> Report:
    if order != queries.order_of(report.year):
        report.orders = [*report.orders, order][-KEPT:]
        report.save(update_fields=["orders"])
    return report


def _held(year: int) -> Report:
    return Report.objects.select_for_update().get(pk=open_report(year).pk)
