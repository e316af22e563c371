import os
import time

import pytest

from filrouge.config import daily_backup


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    daily_backup.folder().mkdir(parents=True)
    return daily_backup.folder()


def archive(folder, name, *, hours_ago):
    path = folder / f"filrouge-{name}.zip"
    path.write_bytes(b"")
    moment = time.time() - hours_ago * 3600
    os.utime(path, (moment, moment))
    return path


def test_it_is_due_when_there_is_none_or_the_last_is_a_day_old(folder):
    assert daily_backup.is_due() is True

    archive(folder, "2026-11-21", hours_ago=25)
    assert daily_backup.is_due() is True

    archive(folder, "2026-11-22", hours_ago=23)
    assert daily_backup.is_due() is False


def test_two_weeks_are_kept_and_nothing_of_others_is_deleted(folder, monkeypatch):
    old = [archive(folder, f"2026-11-{day:02}", hours_ago=24 * (30 - day)) for day in range(1, 18)]
    mine = folder.parent / "filrouge-2020-01-01.zip"
    mine.write_bytes(b"")
    monkeypatch.setattr(daily_backup.subprocess, "run", lambda *args, **kwargs: type("Done", (), {"returncode": 0}))

    assert daily_backup.back_up() is True

    assert daily_backup.archives() == old[-daily_backup.KEPT :]
    assert mine.exists()


def test_a_failure_deletes_nothing(folder, monkeypatch):
    old = [archive(folder, f"2026-11-{day:02}", hours_ago=24 * (30 - day)) for day in range(1, 18)]
    monkeypatch.setattr(daily_backup.subprocess, "run", lambda *args, **kwargs: type("Done", (), {"returncode": 1}))

    assert daily_backup.back_up() is False

    assert daily_backup.archives() == old
