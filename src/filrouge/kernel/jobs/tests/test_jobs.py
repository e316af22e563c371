import datetime as dt
import json
import os
import signal
import subprocess
import sys

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from filrouge.kernel.jobs import decorators, housekeeping, scheduling
from filrouge.kernel.jobs.models import Heartbeat, Schedule
from filrouge.kernel.jobs.tests import sample_jobs
from filrouge.kernel.jobs.worker import run_waiting
from tests.factories import OrganisationFactory


@pytest.fixture(autouse=True)
def runs():
    sample_jobs.RUNS.clear()
    return sample_jobs.RUNS


@pytest.fixture
def hourly(monkeypatch):
    monkeypatch.setattr(scheduling, "PERIODIC", {sample_jobs.hourly.module_path: sample_jobs.HOURLY})


def row(result):
    return DBTaskResult.objects.get(pk=result.id)


@pytest.mark.django_db
def test_a_job_that_fails_runs_exactly_three_times(runs, caplog):
    result = sample_jobs.always_fails.enqueue()

    assert run_waiting() == 3

    assert runs == ["failed"] * 3
    assert row(result).status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_a_job_that_fails_once_succeeds_afterwards(runs, caplog):
    result = sample_jobs.fails_once.enqueue()

    assert run_waiting() == 2

    assert runs == ["ran", "ran"]
    assert row(result).status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db
def test_each_retry_waits_longer(monkeypatch, caplog):
    monkeypatch.setitem(decorators.POLICIES, sample_jobs.always_fails.module_path, decorators.JobPolicy(5, 4.0))
    result = sample_jobs.always_fails.enqueue()
    before = timezone.now()

    run_waiting()

    waited = row(result).run_after - before
    assert row(result).status == TaskResultStatus.READY
    assert dt.timedelta(seconds=4) <= waited < dt.timedelta(seconds=60)
    assert [decorators.JobPolicy(5, 4.0).delay(n).total_seconds() for n in (1, 2, 3)] == [4, 16, 64]


@pytest.mark.django_db
def test_a_job_is_rolled_back_with_its_transaction(runs):
    with transaction.atomic():
        sample_jobs.note.enqueue("never")
        transaction.set_rollback(True)

    run_waiting()

    assert runs == []


def test_an_organisation_job_runs_inside_its_scope(organisation, runs):
    sample_jobs.note_organisation.enqueue(str(organisation.pk), "bonjour")
    sample_jobs.note_organisation.enqueue("00000000-0000-7000-8000-000000000000", "closed")

    run_waiting()

    assert runs == ["chastel bonjour"]
    assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == 2


def test_a_team_that_fails_does_not_keep_the_others_waiting(organisation, runs):
    OrganisationFactory(slug="aubre")
    OrganisationFactory(slug="zenith")

    with pytest.raises(ExceptionGroup) as failed:
        sample_jobs.note_each.call()

    assert sorted(runs) == ["aubre", "zenith"]
    (error,) = failed.value.exceptions
    assert error.__notes__ == [f"organisation={organisation.pk}"]


@pytest.mark.django_db
def test_a_periodic_job_starts_once_per_period(hourly, runs):
    now = timezone.now()

    assert scheduling.tick(now) == [sample_jobs.hourly.module_path]
    assert scheduling.tick(now) == []
    assert scheduling.tick(now + dt.timedelta(minutes=59)) == []
    assert scheduling.tick(now + dt.timedelta(minutes=60)) == [sample_jobs.hourly.module_path]

    run_waiting()
    assert runs == ["hourly", "hourly"]


@pytest.mark.django_db
def test_the_worker_that_read_late_does_not_start_the_job_again(hourly, monkeypatch):
    now = timezone.now()
    scheduling.tick(now)
    later = now + dt.timedelta(hours=1)
    read = Schedule.objects.values_list

    def read_then_lose_the_race(*fields):
        seen = list(read(*fields))
        Schedule.objects.update(next_run=later + dt.timedelta(hours=1))  # another worker wins meanwhile
        return seen

    monkeypatch.setattr(Schedule.objects, "values_list", read_then_lose_the_race)

    assert scheduling.tick(later) == []
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_only_the_jobs_of_dead_workers_are_taken_up():
    now = timezone.now()
    scheduling.beat("alive", now)
    scheduling.beat("dead", now - dt.timedelta(minutes=2))
    rows = [row(sample_jobs.note.enqueue(word)) for word in ("alive", "dead")]
    for running in rows:
        running.claim(running.args_kwargs["args"][0])

    assert scheduling.recover(now) == 1

    assert [row(running).status for running in rows] == [TaskResultStatus.RUNNING, TaskResultStatus.READY]


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_ends_up_failed():
    result = sample_jobs.dies_once.enqueue("/nowhere")
    for number in range(2):
        row(result).claim(f"dead{number}")
        scheduling.recover(timezone.now())

    assert row(result).status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_a_job_over_its_limit_is_noticed_by_its_worker(caplog):
    running = row(sample_jobs.note.enqueue("long"))
    running.claim("me")
    now = timezone.now()

    assert not scheduling.overdue("me", now + dt.timedelta(seconds=599))
    assert scheduling.overdue("me", now + dt.timedelta(seconds=601))
    assert not scheduling.overdue("another", now + dt.timedelta(seconds=601))


@pytest.mark.django_db
def test_housekeeping_forgets_what_is_old():
    now = timezone.now()
    old = row(sample_jobs.note.enqueue("old"))
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=now - dt.timedelta(days=8))
    fresh = row(sample_jobs.note.enqueue("fresh"))
    Session.objects.create(session_key="a", expire_date=now - dt.timedelta(days=1))
    Session.objects.create(session_key="b", expire_date=now + dt.timedelta(days=1))

    housekeeping.prune_jobs.call()
    housekeeping.prune_sessions.call()

    assert list(DBTaskResult.objects.all()) == [fresh]
    assert not DBTaskResult.objects.filter(pk=old.pk).exists()
    assert [session.session_key for session in Session.objects.all()] == ["b"]


def test_the_daily_jobs_are_on_the_schedule():
    daily = {name for name, (_job, every) in decorators.PERIODIC.items() if every == dt.timedelta(days=1)}

    assert {
        "filrouge.kernel.jobs.housekeeping.prune_jobs",
        "filrouge.kernel.jobs.housekeeping.prune_sessions",
        "filrouge.kernel.links.tasks.prune_links",
        "filrouge.kernel.mail.tasks.retry_failed_mail",
    } <= daily


@pytest.fixture
def start_worker(transactional_db):
    """Start the real command in another process, on this test's database."""
    database = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "filrouge.kernel.jobs.tests.worker_settings",
        "FILROUGE_TEST_WORKER_DATABASE": json.dumps(database | {"NAME": str(database["NAME"])}),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    def start(*options):
        connection.close()
        return subprocess.Popen([sys.executable, "-m", "django", "worker", *options], env=environment)

    return start


def test_a_job_killed_with_its_worker_runs_again(start_worker, tmp_path):
    result = sample_jobs.dies_once.enqueue(str(tmp_path / "marker"))

    assert start_worker("--batch").wait(60) == -signal.SIGKILL
    assert row(result).status == TaskResultStatus.RUNNING

    Heartbeat.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=2))
    assert start_worker("--batch").wait(60) == 0
    assert (row(result).status, row(result).return_value) == (TaskResultStatus.SUCCESSFUL, "survived")
    assert len(row(result).worker_ids) == 2


def test_the_worker_stops_cleanly_on_sigterm(start_worker):
    worker = start_worker()
    for _ in range(600):
        if Heartbeat.objects.exists():
            break
        connection.close()
        signal.sigtimedwait([], 0.1)

    worker.terminate()

    assert worker.wait(60) == 0
    assert not Heartbeat.objects.exists()


def test_told_twice_to_stop_it_still_ends_its_job(start_worker, tmp_path):
    result, turns = sample_jobs.ends_when_told.enqueue(str(tmp_path)), tmp_path / "turns"
    turns.touch()
    worker = start_worker()
    wait_for_turns(turns, worker)

    for _time in range(2):
        worker.terminate()
        wait_for_turns(turns, worker)  # two signals of one kind not heard yet would be one
    (tmp_path / "end").touch()

    assert worker.wait(60) == 0
    assert (row(result).status, row(result).return_value) == (TaskResultStatus.SUCCESSFUL, "ended")


def wait_for_turns(turns, worker):
    """Two more: the second began after this was asked, and the worker hears a signal before a turn begins."""
    wanted = turns.stat().st_size + 2
    for _ in range(600):
        if turns.stat().st_size >= wanted or worker.poll() is not None:
            break
        signal.sigtimedwait([], 0.1)
    assert turns.stat().st_size >= wanted, "it ended before its job"
