"""Periods and series: pure functions, no database."""

from filrouge.modules.indicators.engine.periods import Period, period_of, periods_until
from filrouge.modules.indicators.engine.quality import Held, Level, Step, level_of, levels_of
from filrouge.modules.indicators.engine.series import Goal, Point, progress, settled, standing, trend, value_of

__all__ = [
    "Goal",
    "Held",
    "Level",
    "Period",
    "Point",
    "Step",
    "level_of",
    "levels_of",
    "period_of",
    "periods_until",
    "progress",
    "settled",
    "standing",
    "trend",
    "value_of",
]
