from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from filrouge.modules.meetings import exports
from filrouge.modules.meetings.enums import RemarkState
from filrouge.modules.meetings.models import Meeting, Remark, Written
from filrouge.modules.meetings.queries.remarks import WHOLE, Remarks
from filrouge.ui.typography import count, duration

register = template.Library()


@register.filter
def agenda_fields(form: forms.Form) -> list[tuple[Any, str]]:
    """Fields of the line that adds a point, each with the label screen readers hear."""
    return [(form[name], str(form.fields[name].label or name)) for name in ("title", "kind", "minutes")]


@register.filter
def presenter_options(form: forms.Form) -> SafeString:
    """The options of « présenté par »: a widget for each of sixty names would cost more than the list above it."""
    chosen = str(form["presenter"].value() or "")
    choices = [("", "Présenté par…"), *form.fields["presenter"].choices[1:]]  # type: ignore[attr-defined]
    options = (
        f'<option value="{escape(key)}"{" selected" * (str(key) == chosen)}>{escape(name)}</option>'
        for key, name in choices
    )
    return mark_safe("".join(options))  # noqa: S308 -- every part went through escape


@register.filter
def session_roles(meeting: Meeting) -> list[tuple[str, str]]:
    """« animation », « Claire Aubert »: the roles somebody holds."""
    return exports.session_roles(meeting)


@register.filter
def all_errors(form: forms.Form) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@register.filter
def called_sentence(counts: dict[str, int]) -> str:
    if counts["attended"]:
        return f"{counts['attended']} présents sur {counts['called']}, {duration(counts['minutes'])} au total"
    parts = [count(counts["called"], "personne")]
    if counts["coming"] or counts["excused"]:
        parts += [count(counts["coming"], "annoncée"), f"{counts['silent']} sans réponse"]
    return ", ".join(parts)


@register.filter
def about(remarks: Remarks, text: Written) -> list[Remark]:
    """The remarks on this text."""
    return remarks.get(text.anchor, [])


@register.filter
def on_the_whole(remarks: Remarks) -> list[Remark]:
    return remarks.get(WHOLE, [])


@register.filter
def aside_of_points(remarks: Remarks) -> list[Remark]:
    """Those on the whole and on the sections, which the page of the meeting does not show."""
    return [remark for found in remarks.values() for remark in found if remark.item_id is None]


@register.filter
def to_treat(remarks: Remarks) -> int:
    return sum(remark.state == RemarkState.OPEN for found in remarks.values() for remark in found)


@register.filter
def at(found: Mapping[Any, Any], key: Any) -> Any:
    """What a dictionary holds under this key, or nothing."""
    return found.get(key)
