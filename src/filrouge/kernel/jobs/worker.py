from __future__ import annotations

import logging
import os
import signal
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from filrouge.kernel.jobs import scheduling
from filrouge.kernel.jobs.models import Heartbeat

logger = logging.getLogger("filrouge.jobs")

MINDING_INTERVAL = 5.0  # seconds


class PatientWorker(Worker):
    """Leaves after the job it is doing, however often it is told: a supervisor and its system both tell it."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if self.running or signum != signal.SIGTERM:  # Ctrl-C twice still ends it at once
            super().shutdown(signum, frame)


def make_worker(*, batch: bool, interval: float = 0.5) -> Worker:
    return PatientWorker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def run_waiting() -> int:
    """Run every job whose time has come, here and now, even inside a transaction. Returns how many ran."""
    worker = make_worker(batch=True)
    count = 0
    while True:
        with transaction.atomic():
            row = DBTaskResult.objects.ready().get_locked()
            if row is None:
                return count
            row.claim(worker.worker_id)
        worker.run_task(row)
        count += 1


class Minder(threading.Thread):
    """Beats beside the worker: shows that it lives, starts periodic jobs, takes up the jobs of dead workers."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="minder", daemon=True)
        self.worker_id = worker_id
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(MINDING_INTERVAL):
            try:
                close_old_connections()
                if self.mind():
                    # nothing can interrupt the job: end the process, its supervisor starts another
                    os._exit(70)
            except DatabaseError as error:
                logger.warning("worker cannot reach the database: %s", type(error).__name__)
        connections.close_all()

    def mind(self) -> bool:
        """One round. True when the running job went over its time limit."""
        now = timezone.now()
        scheduling.beat(self.worker_id, now)
        scheduling.recover(now)
        scheduling.tick(now)
        return scheduling.overdue(self.worker_id, now)

    def stop(self) -> None:
        self.stopped.set()
        if self.is_alive():
            self.join(MINDING_INTERVAL)
        Heartbeat.objects.filter(worker_id=self.worker_id).delete()
