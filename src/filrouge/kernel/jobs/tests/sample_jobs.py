"""Jobs for tests. Importable by a worker in another process."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from filrouge.kernel.jobs import decorators, job, job_of_every_organisation, organisation_job
from filrouge.kernel.tenancy.scope import current_organisation

RUNS: list[str] = []


@job(attempts=3, backoff=0)
def always_fails() -> None:
    RUNS.append("failed")
    raise RuntimeError("always")


@job(attempts=3, backoff=0)
def fails_once() -> None:
    RUNS.append("ran")
    if len(RUNS) == 1:
        raise RuntimeError("once")


@job()
def note(word: str) -> None:
    RUNS.append(word)


@organisation_job()
def note_organisation(organisation_id: str, word: str) -> None:
    RUNS.append(f"{current_organisation().slug} {word}")


@job(attempts=2)
def dies_once(path: str) -> str:
    """Kills its own process the first time, as a power cut would."""
    marker = Path(path)
    if not marker.exists():
        marker.write_text("died")
        os.kill(os.getpid(), signal.SIGKILL)
    return "survived"


@job(attempts=1)
def ends_when_told(folder: str) -> str:
    """Writes a dot at each turn, and ends once the file « end » is there."""
    while not Path(folder, "end").exists():
        with Path(folder, "turns").open("a") as turns:
            turns.write(".")
        time.sleep(0.05)
    return "ended"


@job(every=timedelta(hours=1))
def hourly() -> None:
    RUNS.append("hourly")


@job_of_every_organisation(every=timedelta(hours=1))
def note_each() -> None:
    if current_organisation().slug == "chastel":
        raise RuntimeError("not this one")
    RUNS.append(current_organisation().slug)


# only the tests that ask for them want them on the schedule
HOURLY = decorators.PERIODIC.pop(hourly.module_path)
decorators.PERIODIC.pop(note_each.module_path)
