from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

Owner: TypeAlias = Any  # whatever names somebody and may be the key of a mapping

DEFAULT_MINUTES = 120  # a day of somebody whose presence nobody knows


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    days: int  # working days from the target: below zero before it, above zero after it
    minutes: int = 0  # of work
    after: tuple[str, ...] = ()  # keys of what it waits for
    owner: Owner | None = None
    done_on: date | None = None
    at_least: int = 0  # days of the calendar before the target, that the law or the statutes ask


@dataclass(frozen=True, slots=True)
class Booking:
    """Work of somebody that another plan already laid."""

    owner: Owner
    starts_on: date
    ends_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where steps may be laid: until when, from when, on which days, and when each owner is there."""

    target: date
    today: date
    is_working_day: Callable[[date], bool]
    begins_on: date | None = None  # not before that day
    presence: Mapping[Owner, Mapping[date, int]] = field(default_factory=dict)  # left out: nobody knows
    minutes_a_day: int = DEFAULT_MINUTES  # of those
    booked: tuple[Booking, ...] = ()


class Trouble(StrEnum):
    """Why a step does not fit."""

    SHORT = "short"  # its owner has not enough minutes left
    ABSENT = "absent"  # its owner is never there
    LATE = "late"  # its day is already past, or not one of its owner: it is laid in what remains
    NOTICE = "notice"  # later than the law or the statutes allow before the target
    PAST_TARGET = "past_target"  # nothing is left before the target


@dataclass(frozen=True, slots=True)
class Conflict:
    trouble: Trouble
    key: str
    before: date  # the last day on which it could have been done
    owner: Owner | None = None
    missing: int = 0  # minutes
    ideal: date | None = None  # the day it should have had
    start_by: date | None = None  # begin the plan that day and it fits


@dataclass(frozen=True, slots=True)
class Place:
    starts_on: date
    ends_on: date  # the day it is due


@dataclass(frozen=True, slots=True)
class Layout:
    places: Mapping[str, Place]
    conflicts: tuple[Conflict, ...]

    @property
    def fits(self) -> bool:
        return not self.conflicts

    @property
    def has_late(self) -> bool:
        return any(one.trouble == Trouble.LATE for one in self.conflicts)

    @property
    def missing(self) -> int:
        """Minutes that found no place; one at least for a step whose owner is never there."""
        short = (Trouble.SHORT, Trouble.ABSENT)
        return sum(max(one.missing, 1) for one in self.conflicts if one.trouble in short)
