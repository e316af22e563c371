"""Work done later by the worker: ``@job`` and ``@organisation_job``. A job must be safe to repeat."""

from filrouge.kernel.jobs.decorators import job, organisation_job

__all__ = ["job", "organisation_job"]
