"""Work done later by the worker. A job must be safe to repeat."""

from filrouge.kernel.jobs.decorators import job, job_of_every_organisation, organisation_job

__all__ = ["job", "job_of_every_organisation", "organisation_job"]
