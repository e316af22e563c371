"""A page that is read asks a question once, whoever asks it again before the answer is given.

The rooms do not know each other: the planner, the vault and the report all ask the same rooms for the same year. What
is marked ``told_once`` answers the second time with what it answered first, inside one reading and nowhere else:

* a reading lasts as long as one GET request inside an organisation, which opens it; forms that are posted, jobs and
  commands open none, and ask each time;
* the first statement that writes makes it forget everything;
* another organisation's scope, inside, has nothing told.

What is told is shared by all who ask: a tuple, a frozen row, a mapping that nobody changes; never a QuerySet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class _Reading:
    told: dict[Any, Any] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Around one page that is read."""
    mine = _Reading()
    token = _reading.set(mine)
    try:
        with connection.execute_wrapper(_forgetting(mine)):
            yield
    finally:
        _reading.reset(token)


@contextmanager
def nothing_told() -> Iterator[None]:
    """As outside any reading: another organisation, or numbers that must be those of this very moment."""
    token = _reading.set(None)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def about_years(*years: int) -> Iterator[None]:
    """Inside, what is read by year is read for all of these at the first question. Changes no answer."""
    mine = _reading.get()
    if mine is None:
        yield
        return
    before, mine.years = mine.years, mine.years | set(years)
    try:
        yield
    finally:
        mine.years = before


def told_once(ask: Callable[P, T]) -> Callable[P, T]:
    """Asked once in a reading for the same arguments, which have a hash (a row is its key)."""

    @wraps(ask)
    def answer(*args: P.args, **named: P.kwargs) -> T:
        mine = _reading.get()
        if mine is None:
            return ask(*args, **named)
        question = (ask, args, tuple(sorted(named.items())))
        if question not in mine.told:
            mine.told[question] = ask(*args, **named)
        found: T = mine.told[question]
        return found

    return answer


def told_by_year(ask: Callable[Concatenate[Sequence[int], P], Mapping[int, T]]) -> Callable[Concatenate[int, P], T]:
    """``ask``: several years in one question, by year. Whoever calls asks for one; see ``about_years``."""

    @wraps(ask)
    def answer(year: int, /, *args: P.args, **named: P.kwargs) -> T:
        mine = _reading.get()
        if mine is None:
            return ask((year,), *args, **named)[year]
        found: dict[int, T] = mine.told.setdefault((ask, args, tuple(sorted(named.items()))), {})
        if year not in found:
            found |= ask(sorted(({year} | mine.years) - found.keys()), *args, **named)
        return found[year]

    return answer


def _forgetting(mine: _Reading) -> Callable[..., Any]:
    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        if not sql.lstrip("( ").startswith("SELECT"):
            mine.told.clear()
        return run(sql, params, many, context)

    return execute
