"""What the views of meetings share: finding a row, saying an error."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404

from filrouge.modules.meetings.models import AgendaItem, Meeting


def find_meeting(pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("type", "group"), pk=pk)


def find_item(pk: UUID, item: UUID) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("meeting", "meeting__type"), pk=item, meeting=pk)


def say_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a service's refusal beside the field it names, or at the top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(_field_of(form, name), errors)


def _field_of(form: forms.BaseForm, name: str) -> str | None:
    shown = {"starts_at": "day", "ends_at": "ends"}.get(name, name)
    return shown if shown in form.fields else None
