"""What may be on a paper, whoever brings it: a phone, a personal link, the facilitator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from django.core.exceptions import ValidationError

from filrouge.modules.deciding.enums import WITH_MAJORITY, WITH_OPTIONS, ConsentAnswer, Mention, Method, Side

LONGEST_REASON = 500
MOST_OPTIONS, MOST_DOTTED = 12, 30
LONGEST_OPTION = 120


class Paper(TypedDict, total=False):
    """``side`` and ``reason`` of a proposal, or one ``value`` per option: a grade, a rank, a number of dots."""

    side: str
    reason: str
    values: list[int]


def checked_paper(paper: Paper, *, method: str, options: Sequence[str], dots_each: int) -> Paper:
    """The paper as it is kept. Raises ``ValidationError`` with what is missing."""
    if method in WITH_MAJORITY:
        return _checked_side(paper)
    if method == Method.CONSENT:
        return _checked_consent(paper)
    values = paper.get("values", [])
    if len(values) != len(options):
        raise ValidationError("Répondez pour chaque option, puis envoyez.", code="incomplete")
    if method == Method.JUDGEMENT:
        return _checked_grades(values)
    return _checked_ranks(values) if method == Method.RANKING else _checked_dots(values, dots_each)


def validate_options(method: str, options: Sequence[str]) -> None:
    if method not in WITH_OPTIONS:
        if options:
            raise ValidationError({"options": "Ce mode de décision porte sur une seule proposition."}, code="options")
        return
    if len(options) < 2:
        raise ValidationError({"options": "Donnez au moins deux options, une par ligne."}, code="options")
    most = MOST_DOTTED if method == Method.DOTS else MOST_OPTIONS
    if len(options) > most:
        raise ValidationError(
            {"options": f"{most} options au plus : au-delà, personne ne les lit. Regroupez-les d’abord."},
            code="options",
        )
    if any(not option.strip() or len(option) > LONGEST_OPTION for option in options):
        raise ValidationError(
            {"options": f"Une option tient en une ligne de {LONGEST_OPTION} caractères au plus."}, code="options"
        )
    if len({option.casefold() for option in options}) < len(options):
        raise ValidationError({"options": "Deux options portent le même nom : distinguez-les."}, code="options")


def _checked_side(paper: Paper) -> Paper:
    side = paper.get("side", "")
    if side not in Side.values:
        raise ValidationError("Choisissez : pour, contre ou abstention.", code="choice")
    return {"side": side}


def _checked_consent(paper: Paper) -> Paper:
    side, reason = paper.get("side", ""), paper.get("reason", "").strip()
    if side not in ConsentAnswer.values:
        raise ValidationError("Choisissez : je consens, j’ai une objection, ou je laisse faire.", code="choice")
    if side != ConsentAnswer.OBJECTION:
        return {"side": side}
    if not reason:
        raise ValidationError("Dites en une phrase ce qui fait objection : le groupe en a besoin.", code="reason")
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"Dites-le en {LONGEST_REASON} caractères au plus.", code="reason")
    return {"side": side, "reason": reason}


def _checked_grades(values: list[int]) -> Paper:
    if any(value not in Mention.values for value in values):
        raise ValidationError("Donnez une mention à chaque option, puis envoyez.", code="incomplete")
    return {"values": values}


def _checked_ranks(values: list[int]) -> Paper:
    """Ranks close up (1, 1, 4 becomes 1, 1, 2), so that a paper says only the order."""
    if any(not 1 <= value <= len(values) for value in values):
        raise ValidationError("Donnez un rang à chaque option, puis envoyez.", code="incomplete")
    places = sorted(set(values))
    return {"values": [places.index(value) + 1 for value in values]}


def _checked_dots(values: list[int], dots_each: int) -> Paper:
    if any(value < 0 for value in values) or not 1 <= sum(values) <= dots_each:
        raise ValidationError(
            "Posez de 1 à %(most)d gommettes en tout, puis envoyez." if dots_each > 1 else "Posez votre gommette.",
            code="dots",
            params={"most": dots_each},
        )
    return {"values": values}
