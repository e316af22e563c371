from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from filrouge.modules.planning.engine.laying import lay
from filrouge.modules.planning.engine.values import Frame, Step

A_WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
WEEKS = 40


def first_target_that_fits(steps: Iterable[Step], frame: Frame) -> date | None:
    """The first later working day, week by week, for which everything fits; nothing within nine months."""
    steps = list(steps)
    for weeks in range(1, WEEKS + 1):
        target = max(frame.target, frame.today) + weeks * A_WEEK
        while not frame.is_working_day(target):
            target += ONE_DAY
        if lay(steps, replace(frame, target=target)).fits:
            return target
    return None
