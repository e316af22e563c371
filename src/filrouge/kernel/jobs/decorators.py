from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django_tasks import task
from django_tasks.base import Task

from filrouge.kernel.tenancy.scope import organisation_scope

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JobPolicy:
    attempts: int = 1
    backoff: float = 0.0
    time_limit: int = 600

    def delay(self, attempt: int) -> timedelta:
        """How long to wait after this attempt (1, 2, …) failed."""
        return timedelta(seconds=self.backoff**attempt if self.backoff else 0)


POLICIES: dict[str, JobPolicy] = {}
PERIODIC: dict[str, tuple[Task[Any, Any], timedelta]] = {}


def job(
    *,
    attempts: int = 5,
    backoff: float = 2.0,
    time_limit: int = 600,
    every: timedelta | None = None,
    queue: str = "default",
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a function a job: ``send.enqueue(…)`` writes its row in the caller's transaction, the worker runs it after.

    It runs at most ``attempts`` times, waiting ``backoff ** attempt`` seconds after each failure. A job whose worker
    died is taken up again ``time_limit`` seconds after it started, so it must be safe to repeat. ``every`` makes it
    periodic; such a job takes no argument.
    """

    def decorator(function: Callable[P, T]) -> Task[P, T]:
        made = task(queue_name=queue)(function)
        POLICIES[made.module_path] = JobPolicy(attempts, backoff, time_limit)
        if every is not None:
            PERIODIC[made.module_path] = (made, every)
        return made

    return decorator


def organisation_job(
    *, attempts: int = 5, backoff: float = 2.0, time_limit: int = 600, queue: str = "default"
) -> Callable[[Callable[Concatenate[str, P], T]], Task[Concatenate[str, P], T | None]]:
    """A job whose first argument is ``organisation_id``; its body runs inside that organisation's scope.

    On PostgreSQL the scope is one transaction: a job that talks to the network opens its scopes itself instead.
    """

    def decorator(function: Callable[Concatenate[str, P], T]) -> Task[Concatenate[str, P], T | None]:
        @wraps(function)
        def inside(organisation_id: str, *args: P.args, **kwargs: P.kwargs) -> T | None:
            from filrouge.kernel.tenancy.models import Organisation  # noqa: PLC0415 -- models must be loaded

            organisation = Organisation.objects.filter(pk=organisation_id).first()
            if organisation is None:
                return None  # closed since: nothing is left to work on
            with organisation_scope(organisation):
                return function(organisation_id, *args, **kwargs)

        return job(attempts=attempts, backoff=backoff, time_limit=time_limit, queue=queue)(inside)

    return decorator


def job_of_every_organisation(*, every: timedelta) -> Callable[[Callable[[], object]], Task[[], None]]:
    """A periodic job done for each organisation in its scope. One that fails does not keep the others waiting.

    Raises an ``ExceptionGroup`` once all have had their turn, so that the job runs again.
    """

    def decorator(function: Callable[[], object]) -> Task[[], None]:
        @wraps(function)
        def inside() -> None:
            from filrouge.kernel.tenancy.models import Organisation  # noqa: PLC0415 -- models must be loaded

            failures: list[Exception] = []
            for organisation in Organisation.objects.all():
                try:
                    with organisation_scope(organisation):
                        function()
                except Exception as error:  # raised below, once all have had their turn
                    error.add_note(f"organisation={organisation.pk}")
                    failures.append(error)
            if failures:
                raise ExceptionGroup(f"{function.__name__} failed for {len(failures)} organisations", failures)

        return job(every=every)(inside)

    return decorator
