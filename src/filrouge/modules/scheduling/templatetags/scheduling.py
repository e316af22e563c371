from __future__ import annotations

from django import template
from django.utils import timezone

from filrouge.modules.scheduling.enums import Availability
from filrouge.modules.scheduling.models import Slot
from filrouge.modules.scheduling.queries import Missing, Tally
from filrouge.ui.typography import date_fr, hour

register = template.Library()

ICONS = {"yes": "check", "if_needed": "circle-half", "no": "x"}
NAMED = 2  # a profession of two is told by its names


@register.filter
def slot_label(slot: Slot) -> str:
    """« jeudi 3 décembre, 12 h 30 – 13 h 45 »; the year only when it is not this one."""
    day = date_fr(slot.starts_at).removesuffix(f" {timezone.localdate().year}")
    return f"{day}, {hour(slot.starts_at)} – {hour(slot.ends_at)}"


@register.filter
def answer_icon(answer: str) -> str:
    return ICONS.get(answer, "minus")


@register.filter
def answer_label(answer: str) -> str:
    return Availability(answer).label if answer else "sans réponse"


@register.filter
def tally_sentence(tally: Tally) -> str:
    """« 9 oui, 2 si besoin »"""
    counted = ((tally.yes, "oui"), (tally.if_needed, "si besoin"), (tally.silent, "sans réponse"))
    return ", ".join(f"{number} {label}" for number, label in counted if number) or "aucune réponse"


@register.filter
def missing_sentence(tally: Tally) -> str:
    """« il manquerait Nadia Colin et Paul Roy (infirmier·e) » or nothing."""
    parts = [_missing(one) for one in tally.missing]
    told = {one.pk for missing in tally.missing for one in missing.people}
    parts += [f"{one.person.full_name}, indispensable" for one in tally.absent if one.pk not in told]
    return f"il manquerait {_listed(parts)}" if parts else ""


def _missing(one: Missing) -> str:
    if not one.people:
        return f"toute personne de la profession « {one.label} », indispensable"
    mark = ", indispensable" if one.is_required else ""
    waiting = f", {one.waiting} sans réponse" if one.waiting else ""
    if len(one.people) <= NAMED:
        names = _listed([respondent.person.full_name for respondent in one.people])
        return f"{names} ({one.label}{mark}{waiting})"
    return f"la profession {one.label} ({len(one.people)} personnes{mark}{waiting})"


def _listed(parts: list[str]) -> str:
    return " et ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
