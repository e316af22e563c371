"""What the views of this room share: a refused service back into its form, a row read or 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from filrouge.kernel.tenancy.http import TenantRequest


def accepted(form: forms.BaseForm, write: Callable[[], Any]) -> bool:
    """Run the service; its sentence joins the errors of the form when it refuses."""
    if not form.is_valid():
        return False
    try:
        write()
    except ValidationError as error:
        tell(form, error)
        return False
    return True


def tell(form: forms.BaseForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)


def done(request: TenantRequest, write: Callable[[], Any], said: str) -> bool:
    """Run the service of a page without a form; say what happened, or why it did not."""
    try:
        write()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, said)
    return True
