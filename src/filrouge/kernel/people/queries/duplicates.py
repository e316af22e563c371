from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from filrouge.kernel.people.models import Person

MANY = 6  # an address shared by a whole practice says nothing about who is who


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be one person, and why. Nothing is merged without somebody's choice."""

    first: Person
    second: Person
    reason: str


def duplicates(people: Iterable[Person] | None = None) -> list[Duplicate]:
    """Same RPPS number, same e-mail address, same name: each pair once, strongest reason first."""
    known = list(people if people is not None else Person.objects.select_related("organisation"))
    found: dict[frozenset[object], Duplicate] = {}
    for reason, keys in (
        ("même numéro RPPS", lambda person: person.rpps),
        ("même adresse e-mail", lambda person: person.email.casefold()),
        ("même nom", lambda person: " ".join(sorted(person.sort_name.split()))),
    ):
        alike: dict[str, list[Person]] = defaultdict(list)
        for person in known:
            if key := keys(person):
                alike[key].append(person)
        for group in alike.values():
            if len(group) > MANY:
                continue
            for index, first in enumerate(group):
                for second in group[index + 1 :]:
                    found.setdefault(frozenset({first.pk, second.pk}), Duplicate(first, second, reason))
    return list(found.values())
