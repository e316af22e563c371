from __future__ import annotations

from datetime import timedelta

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.modules.indicators import services


@job_of_every_organisation(every=timedelta(days=1))
def ask_for_values() -> None:
    """Of whoever owes one, once its period has ended."""
    services.ask_for_values()
