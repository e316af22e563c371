from __future__ import annotations

from datetime import date, datetime, time

from dateutil.rrule import rrulestr

# What the form offers; the field takes any rule of days, weeks, months or years.
CHOICES = (
    ("", "ne se répète pas"),
    ("FREQ=WEEKLY", "chaque semaine"),
    ("FREQ=WEEKLY;INTERVAL=2", "toutes les deux semaines"),
    ("FREQ=MONTHLY", "chaque mois"),
    ("FREQ=MONTHLY;INTERVAL=3", "chaque trimestre"),
    ("FREQ=YEARLY", "chaque année"),
)


def next_day(rule: str, *, due_on: date, today: date) -> date | None:
    """The first day of the rule after the day it was due and not in the past; None when the rule is over."""
    if rule.startswith("FREQ=MONTHLY") and "BY" not in rule and due_on.day > 28:
        # « chaque mois » from the 31st: the last day of shorter months, where the rule alone would skip them
        days = ",".join(str(day) for day in range(28, due_on.day + 1))
        rule = f"{rule};BYMONTHDAY={days};BYSETPOS=-1"
    start = datetime.combine(due_on, time())
    after = datetime.combine(max(due_on, today), time())
    found = rrulestr(rule, dtstart=start).after(after)
    return found.date() if found else None


def label_of(rule: str) -> str:
    return dict(CHOICES).get(rule, "répétition particulière") if rule else ""
