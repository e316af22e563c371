import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError

from filrouge.kernel.mail import reminders

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)  # a working day, at eleven in Paris
DAY = dt.timedelta(days=1)


@dataclass
class Asked:
    reminders: int


def due(now, *, days, end=1):
    return reminders.reminders_due(MONDAY, MONDAY + days * DAY, MONDAY + now * DAY, before_the_end=end * DAY)


def test_reminders_come_half_way_and_before_the_end():
    assert [due(day, days=8) for day in (0, 3, 4, 6, 7, 8)] == [0, 0, 1, 1, 2, 2]


def test_days_count_as_hours_do():
    first = MONDAY.date()

    found = [
        reminders.reminders_due(first, first + 14 * DAY, first + day * DAY, before_the_end=2 * DAY)
        for day in (0, 6, 7, 11, 12, 14)
    ]

    assert found == [0, 0, 1, 1, 2, 2]


def test_what_is_asked_for_tomorrow_is_not_reminded():
    assert due(0.9, days=1) == 0
    assert reminders.reminders_due(None, MONDAY, MONDAY, before_the_end=DAY) == 0


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (MONDAY, True),
        (MONDAY.replace(hour=7), False),  # eight in Paris
        (MONDAY.replace(hour=17), False),  # six in the evening
        (MONDAY + 5 * DAY, False),  # Saturday
        (MONDAY.replace(month=12, day=25), False),
    ],
)
def test_nobody_is_written_to_outside_working_hours(in_organisation, now, may):
    assert reminders.is_the_hour(now) is may


def test_nobody_is_reminded_three_times():
    rows = [Asked(0), Asked(1), Asked(2)]

    assert reminders.may_be_reminded(rows) == rows[:2]
    with pytest.raises(ValidationError, match="déjà eu deux rappels"):
        reminders.may_be_reminded(rows[2:])


def test_a_reminder_missed_is_not_made_up_for_by_two():
    rows = [Asked(0), Asked(2)]

    assert reminders.behind(rows, 2) == rows[:1]
    assert reminders.behind(rows, 2) == []
