"""The grid of presences and the list of the called, written by hand: sixty rows cost what six cost."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from filrouge.modules.meetings.enums import ATTENDED, SAID, Answer, DeclaredHow, Presence
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.queries.page import Called
from filrouge.ui.typography import datetime_fr, duration, hour

register = template.Library()

# What a button says, and the key that presses it.
BUTTONS = {
    Presence.PRESENT: ("Présent·e", "p"),
    Presence.REMOTE: ("À distance", "d"),
    Presence.LATE: ("En retard", "r"),
    Presence.LEFT_EARLY: ("Parti·e avant", "t"),
    Presence.EXCUSED: ("Excusé·e", "e"),
    Presence.ABSENT: ("Absent·e", "a"),
}


def _row_of_buttons(state: str) -> str:
    return "".join(
        f'<button class="btn btn-sm{" active" if value == state else ""}" name="mark" value="@:{value}"'
        f' data-key="{key}" aria-pressed="{"true" if value == state else "false"}">{label}</button>'
        for value, (label, key) in BUTTONS.items()
    )


ROWS = {state: _row_of_buttons(state) for state in Presence.values}
COLOURS = {Presence.ABSENT: "red", Presence.EXCUSED: "grey"}


@register.simple_tag
def presence_buttons(one: Participant) -> SafeString:
    return mark_safe(ROWS[one.presence].replace("@", str(one.pk)))  # noqa: S308 -- constants and a key


@register.filter
def presence_detail(one: Participant) -> str:
    """What is known of a presence beyond its name: how long, from when to when, and who says so."""
    parts = [] if one.item is None else [f"pour « {one.item.title} »"]
    if one.presence in ATTENDED:
        times = [duration(one.minutes)]
        times += [f"arrivée à {hour(one.arrived_at)}"] if one.arrived_at else []
        times += [f"départ à {hour(one.left_at)}"] if one.left_at else []
        parts.append(", ".join(times))
    elif one.presence == Presence.UNKNOWN and one.answer != Answer.NONE:
        parts.append(one.get_answer_display())
    if origin := presence_origin(one):
        parts.append(origin)
    return " · ".join(parts)


@register.filter
def presence_origin(one: Participant) -> str:
    """« déclaré après la réunion, le … » and its likes; nothing for a mark made in session."""
    if one.declared_at is None:
        return ""
    if one.claim:
        return f"dit avoir été là, le {datetime_fr(one.declared_at)}"
    if one.declared_how == DeclaredHow.LATE:
        return f"déclaré après la réunion, le {datetime_fr(one.declared_at)}"
    if one.declared_how in SAID:
        return f"a signé à {hour(one.declared_at)}"
    return "d’après la feuille papier" if one.declared_how == DeclaredHow.PAPER else ""


@register.filter
def asks_hours(one: Participant, wanted: str) -> str:
    """Which hours a row asks: « arrived », « left », « both »; « link » where they may be asked, or none."""
    if one.presence not in ATTENDED:
        return ""
    if str(one.pk) == wanted or (one.arrived_at and one.left_at):
        return "both"
    if one.presence == Presence.LATE or one.arrived_at:
        return "both" if one.left_at else "arrived"
    return "left" if one.presence == Presence.LEFT_EARLY or one.left_at else "link"


@register.simple_tag
def called_rows(rows: list[Called], can_remove: bool) -> SafeString:
    """One line for each person called: a word, an address missing, what they answered or how they came."""
    return mark_safe("".join(_called_row(one, can_remove) for one in rows))  # noqa: S308 -- names are escaped


def _called_row(one: Called, can_remove: bool) -> str:
    name = escape(one.name)
    note = f'<span class="fil-row-detail">« {escape(one.answer_note)} »</span>' if one.answer_note else ""
    if not one.email:
        note += '<span class="fil-row-detail">sans adresse e-mail</span>'
    if one.presence:
        end = _badge(COLOURS.get(Presence(one.presence), "green"), Presence(one.presence).label)
    elif one.answer != Answer.NONE:
        end = _badge("green" if one.answer == Answer.COMING else "grey", Answer(one.answer).label)
    elif can_remove:
        end = (
            f'<button class="btn btn-sm" formaction="convies/{one.pk}/retirer/" aria-label="Retirer {name}">'
            "Retirer</button>"
        )
    else:
        end = _badge("grey", "sans réponse")
    return f'<li class="fil-row"><span><span class="fil-row-title">{name}</span>{note}</span>{end}</li>'


def _badge(colour: str, label: str) -> str:
    return f'<span class="fil-badge fil-{colour}">{label}</span>'
