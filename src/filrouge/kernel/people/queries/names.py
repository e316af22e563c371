from __future__ import annotations

from filrouge.kernel.people.models import Person


def known_names() -> frozenset[str]:
    """Names of the team: « Mme Martin » is not a patient when somebody of the team bears that name."""
    people = Person.objects.order_by().values_list("first_name", "last_name")
    return frozenset(name for first, last in people for name in (last, f"{first} {last}") if name.strip())
