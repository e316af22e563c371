"""Rules of what a meeting type brings along: lists of lines, kept as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from filrouge.modules.meetings.enums import ItemKind, OutlinePlace, SessionRole, StepAct, StepOwner

LONGEST_TITLE, MOST_LINES = 200, 80
Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_TITLE


def _hint(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 500


def _whole(low: int, high: int) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _one_of(values: list[Any]) -> Check:
    return lambda value: value in values


AGENDA: Mapping[str, Check] = {"title": _text, "kind": _one_of(ItemKind.values), "minutes": _whole(1, 480)}
OUTLINE: Mapping[str, Check] = {"title": _text, "hint": _hint, "place": _one_of(OutlinePlace.values)}
RETROPLANNING: Mapping[str, Check] = {
    "days": _whole(-120, 120),
    "title": _text,
    "owner": _one_of(StepOwner.values),
    "act": _one_of(StepAct.values),
}


def validate_agenda(value: Any) -> None:
    _check(value, AGENDA, "Un point a un intitulé, une nature, et dure entre 1 minute et 8 heures.")


def validate_outline(value: Any) -> None:
    _check(value, OUTLINE, "Une partie du compte rendu a un titre, et se place avant ou après les points.")


def validate_retroplanning(value: Any) -> None:
    _check(value, RETROPLANNING, "Une étape a un intitulé, et tombe au plus 120 jours avant ou après la réunion.")


def validate_session_roles(value: Any) -> None:
    if not isinstance(value, list) or set(value) - set(SessionRole.values) or len(set(value)) != len(value):
        raise ValidationError("Choisissez les rôles de la séance dans la liste.", code="session_roles")


def _check(value: Any, columns: Mapping[str, Check], sentence: str) -> None:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise ValidationError("Cette liste est trop longue : 80 lignes au plus.", code="too_many")
    for line in value:
        fits = isinstance(line, dict) and line.keys() == columns.keys()
        if not fits or not all(check(line[name]) for name, check in columns.items()):
            raise ValidationError(sentence, code="line")
