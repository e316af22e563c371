"""Lays the steps of a plan on days, backward from its target. Pure functions: no database, no clock."""

from filrouge.modules.planning.engine.laying import lay
from filrouge.modules.planning.engine.moving import first_target_that_fits
from filrouge.modules.planning.engine.order import CycleError
from filrouge.modules.planning.engine.values import (
    DEFAULT_MINUTES,
    Booking,
    Conflict,
    Frame,
    Layout,
    Place,
    Step,
    Trouble,
)

__all__ = [
    "DEFAULT_MINUTES", "Booking", "Conflict", "CycleError", "Frame", "Layout", "Place", "Step", "Trouble",
    "first_target_that_fits", "lay",
]  # fmt: skip
