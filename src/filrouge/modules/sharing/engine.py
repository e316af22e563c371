"""Who would receive what, under rules given: pure arithmetic in cents, exact until one rounding at the end.

The pot is the total less the charges. Out of it, in this order:

1. flat amounts, for a role or a project;
2. hours at a rate by profession; when the pot is too small, every rate is lowered in the same proportion;
3. of what is left, percentages shared equally, by hours, and by a key of each profession.

Whoever counted fewer hours than the minimum has their flat amounts only. What passes somebody's ceiling, and the
percentage that nobody shares, stay in the pot. The sum of all amounts and of what stays is the pot, to the cent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

HOUR = 60
PARTS = ("flat", "hourly", "equal", "hours", "key")
ZERO = Fraction(0)


class Refused(Exception):
    """The rules cannot be applied; its text is a French sentence that says what to change."""


@dataclass(frozen=True, slots=True)
class Associate:
    """Somebody who may receive a part. ``presence``: the share of the year as an associate, 0 to 1."""

    key: str
    profession: str
    presence: Fraction = Fraction(1)
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Charge:
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class Flat:
    """An amount for a role or a project, whoever else receives what."""

    label: str
    associate: str
    cents: int


@dataclass(frozen=True, slots=True)
class Rules:
    charges: tuple[Charge, ...] = ()
    flats: tuple[Flat, ...] = ()
    rates: Mapping[str, int] = field(default_factory=dict)  # cents an hour, by profession
    equal: Fraction = ZERO  # shares of what is left, 0 to 1
    hours: Fraction = ZERO
    key: Fraction = ZERO
    keys: Mapping[str, Fraction] = field(default_factory=dict)  # weight, by profession; 1 when it is not said
    ceiling: int | None = None  # cents
    minimum: int = 0  # minutes


@dataclass(frozen=True, slots=True)
class Line:
    """What one associate would receive. ``parts``, in the order of ``PARTS``, add up to ``cents``."""

    associate: Associate
    cents: int
    parts: tuple[int, ...]
    exact: Fraction
    is_capped: bool = False
    is_below: bool = False  # the minimum of hours


@dataclass(frozen=True, slots=True)
class Outcome:
    total: int
    charged: int
    lines: tuple[Line, ...]
    left: int  # stays undistributed
    scale: Fraction = Fraction(1)  # of the hourly rates that the pot can pay
    nobodys: tuple[str, ...] = ()  # shares of a cent or more that nobody has a weight for, among ``PARTS``

    @property
    def pot(self) -> int:
        return self.total - self.charged

    @property
    def shared(self) -> int:
        return sum(line.cents for line in self.lines)


def share_out(total: int, associates: Sequence[Associate], rules: Rules) -> Outcome:
    """Raises ``Refused`` when the rules ask for more than there is, or name somebody who is not there."""
    charged = sum(charge.cents for charge in rules.charges)
    _check(total, charged, associates, rules)
    pot = total - charged
    counted = [one for one in associates if one.minutes >= rules.minimum]
    flats = _flats(rules)
    hourly, scale = _hourly(counted, rules, pot - sum(flats.values()))
    left = pot - sum(flats.values()) - sum(hourly.values(), ZERO)
    shares = {
        "equal": (rules.equal, {one.key: one.presence for one in counted}),
        "hours": (rules.hours, {one.key: Fraction(one.minutes) for one in counted}),
        "key": (rules.key, {one.key: rules.keys.get(one.profession, Fraction(1)) * one.presence for one in counted}),
    }
    shared = [_by_weight(left * percent, weights) for percent, weights in shares.values()]
    given = [{key: Fraction(cents) for key, cents in flats.items()}, hourly, *shared]
    nobodys = [part for part, (percent, weights) in shares.items() if left * percent >= 1 and not any(weights.values())]
    return replace(_rounded(total, charged, associates, rules, given, scale), nobodys=tuple(nobodys))


def _check(total: int, charged: int, associates: Sequence[Associate], rules: Rules) -> None:
    if total < 0:
        raise Refused("Le montant à répartir est négatif : vérifiez-le.")
    if charged > total:
        raise Refused("Les charges dépassent le montant de l’année : il n’y a rien à répartir. Revoyez-les.")
    if rules.equal + rules.hours + rules.key > 1:
        raise Refused("Les parts du reste dépassent 100 % : baissez l’une d’elles.")
    typed = [*(one.cents for one in rules.charges), *(one.cents for one in rules.flats)]
    amounts = [*typed, *rules.rates.values(), rules.ceiling or 0]
    if min(amounts) < 0 or min((rules.equal, rules.hours, rules.key, *rules.keys.values())) < 0 or rules.minimum < 0:
        raise Refused("Un montant, une part ou une clé est négatif : écrivez zéro ou davantage.")
    known = {one.key for one in associates}
    if strangers := [flat.label for flat in rules.flats if flat.associate not in known]:
        raise Refused(
            f"« {strangers[0]} » va à quelqu’un qui n’est pas associé cette année : choisissez un associé, ou comptez "
            "cette somme dans les charges (facture ou salaire)."
        )
    if sum(flat.cents for flat in rules.flats) > total - charged:
        raise Refused("Les forfaits dépassent ce qui est à répartir : baissez-les, ou retirez-en.")


def _flats(rules: Rules) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for flat in rules.flats:
        found[flat.associate] += flat.cents
    return dict(found)


def _hourly(counted: Sequence[Associate], rules: Rules, available: int) -> tuple[dict[str, Fraction], Fraction]:
    """The hours at their rate, lowered together when there is not enough."""
    asked = {one.key: Fraction(rules.rates.get(one.profession, 0) * one.minutes, HOUR) for one in counted}
    whole = sum(asked.values(), ZERO)
    scale = min(Fraction(1), Fraction(available) / whole) if whole else Fraction(1)
    return {key: amount * scale for key, amount in asked.items()}, scale


def _by_weight(amount: Fraction, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Nobody with a weight: nobody has anything, and the amount stays."""
    whole = sum(weights.values(), ZERO)
    return {key: amount * weight / whole for key, weight in weights.items()} if whole else {}


def _rounded(
    total: int,
    charged: int,
    associates: Sequence[Associate],
    rules: Rules,
    given: Sequence[Mapping[str, Fraction]],
    scale: Fraction,
) -> Outcome:
    """Each capped, then whole cents: the largest remainders first, and what stays is one of those who wait."""
    asked = [[part.get(one.key, ZERO) for part in given] for one in associates]
    exact = [_capped(sum(parts, ZERO), rules.ceiling) for parts in asked]
    pot = total - charged
    *cents, left = largest_remainder(pot, [*exact, pot - sum(exact, ZERO)])
    lines = []
    for one, parts, amount, whole in zip(associates, asked, exact, cents, strict=True):
        wanted = sum(parts, ZERO)
        kept = [part * amount / wanted for part in parts] if wanted else [ZERO] * len(parts)
        lines.append(
            Line(
                one,
                whole,
                tuple(largest_remainder(whole, kept)),
                amount,
                is_capped=amount < wanted,
                is_below=one.minutes < rules.minimum,
            )
        )
    return Outcome(total, charged, tuple(lines), left, scale)


def _capped(amount: Fraction, ceiling: int | None) -> Fraction:
    return amount if ceiling is None else min(amount, Fraction(ceiling))


def largest_remainder(total: int, exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers near these amounts that add up to ``total``; equal remainders: the first ones.

    ``exact`` adds up to ``total``, or to less than one away from it.
    """
    floors = [amount.numerator // amount.denominator for amount in exact]
    missing = total - sum(floors)
    by_rest = sorted(range(len(exact)), key=lambda rank: (floors[rank] - exact[rank], rank))
    if missing < 0:  # the amounts add up to a little more than the total
        for rank in [one for one in reversed(by_rest) if floors[one] > 0][:-missing]:
            floors[rank] -= 1
        return floors
    for rank in by_rest[:missing]:
        floors[rank] += 1
    return floors
