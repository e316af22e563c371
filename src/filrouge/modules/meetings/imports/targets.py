"""Which meeting a sheet belongs to, by the code printed on it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

ELSEWHERE = (
    "La feuille « %(name)s » est celle d’une autre équipe : la photo n’a pas été gardée."
    " Ouvrez l’espace de cette équipe pour l’y déposer."
)


def meeting_in(codes: Iterable[str], *, organisation: str, name: str) -> UUID | None:
    """The meeting a code of the picture names; None when there is no code of ours.

    Raises ``ValidationError`` for the sheet of another organisation.
    """
    for code in codes:
        try:
            match = resolve(urlsplit(code.strip()).path)
        except (Resolver404, ValueError):
            continue
        if match.view_name == "meetings:sheet":
            if match.kwargs["organisation"] != organisation:
                raise ValidationError(ELSEWHERE, code="elsewhere", params={"name": name})
            found = match.kwargs["pk"]
            return found if isinstance(found, UUID) else UUID(str(found))
    return None
