from __future__ import annotations

from django.db import models


class Schedule(models.Model):
    """When a periodic job runs next. Moved by compare-and-set, so that two workers never both start it."""

    name = models.CharField(max_length=200, primary_key=True)  # the job's path
    next_run = models.DateTimeField()

    class Meta:
        verbose_name = "travail périodique"

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """A worker that lives. One that stopped beating is dead, and its jobs are taken up again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "exécutant"

    def __str__(self) -> str:
        return self.worker_id
