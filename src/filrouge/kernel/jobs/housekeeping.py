"""Periodic jobs that belong to no other room. Registered through ``contributions``."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from filrouge.kernel.jobs.decorators import job
from filrouge.kernel.jobs.models import Heartbeat

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=60)


@job(every=timedelta(days=1))
def prune_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@job(every=timedelta(days=1))
def refresh_statistics() -> None:
    """SQLite chooses its indexes by statistics that nothing else keeps; PostgreSQL keeps its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("PRAGMA optimize = 0x10002")


@job(every=timedelta(days=1))
def prune_jobs() -> None:
    """Forget jobs done a week ago, jobs failed two months ago, and workers long gone."""
    now = timezone.now()
    rows = DBTaskResult.objects
    rows.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE).delete()
    rows.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED).delete()
    Heartbeat.objects.filter(seen_at__lt=now - KEEP_DONE).delete()
