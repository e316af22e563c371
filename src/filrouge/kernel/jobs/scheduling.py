"""What the worker does between two jobs: start periodic jobs, retry failures, take up the jobs of dead workers."""

from __future__ import annotations

import contextlib
import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from filrouge.kernel.jobs.decorators import PERIODIC, POLICIES, JobPolicy
from filrouge.kernel.jobs.models import Heartbeat, Schedule

logger = logging.getLogger("filrouge.jobs")

DEAD_AFTER = timedelta(seconds=45)


def tick(now: datetime) -> list[str]:
    """Start the periodic jobs whose time has come and return their names. Two workers cannot both win."""
    due = dict(Schedule.objects.values_list("name", "next_run"))
    missing = [Schedule(name=name, next_run=now) for name in PERIODIC if name not in due]
    if missing:
        Schedule.objects.bulk_create(missing, ignore_conflicts=True)
        due = dict(Schedule.objects.values_list("name", "next_run"))
    started = []
    for name, (periodic, every) in sorted(PERIODIC.items()):
        if due[name] > now:
            continue
        with transaction.atomic():
            if Schedule.objects.filter(name=name, next_run=due[name]).update(next_run=now + every):
                periodic.enqueue()
                started.append(name)
    return started


def retry(*, task_result: Any, **kwargs: Any) -> None:
    """Put a job that failed back in the queue, later each time, until its attempts are spent."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    row = DBTaskResult.objects.get(pk=task_result.id)
    policy = policy_of(row)
    attempt = len(row.worker_ids)  # one entry per attempt
    if attempt < policy.attempts:
        DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, finished_at=None, run_after=timezone.now() + policy.delay(attempt)
        )
    else:
        logger.error("job failed for good job=%s path=%s attempts=%s", row.pk, row.task_path, attempt)


def policy_of(row: DBTaskResult[Any, Any]) -> JobPolicy:
    with contextlib.suppress(ImportError):
        import_string(
            row.task_path
        )  # a job declares its policy when it is imported, which this worker may not have done
    return POLICIES.get(row.task_path, JobPolicy())


def beat(worker_id: str, now: datetime) -> None:
    Heartbeat.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": now})


def recover(now: datetime) -> int:
    """Take up again the jobs whose worker died (kill -9, power cut); those out of attempts fail. Returns how many."""
    alive = set(Heartbeat.objects.filter(seen_at__gt=now - DEAD_AFTER).values_list("worker_id", flat=True))
    taken_up = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        spent = len(row.worker_ids) >= policy_of(row).attempts
        changes: dict[str, Any] = {"status": TaskResultStatus.READY, "run_after": now}
        if spent:
            changes = {"status": TaskResultStatus.FAILED, "finished_at": now}
        taken_up += DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
        ).update(**changes)
        logger.warning("job of a dead worker job=%s path=%s again=%s", row.pk, row.task_path, not spent)
    return taken_up


def overdue(worker_id: str, now: datetime) -> bool:
    """Tell whether this worker has been on one job for longer than the job allows."""
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        limit = timedelta(seconds=policy_of(row).time_limit)
        if row.worker_ids[-1:] == [worker_id] and row.started_at is not None and now - row.started_at > limit:
            logger.error("job over its time limit job=%s path=%s", row.pk, row.task_path)
            return True
    return False
