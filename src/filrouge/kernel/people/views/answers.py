"""What the views of this room share: a service run and its outcome said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError

from filrouge.kernel.tenancy.http import TenantRequest


def done(request: TenantRequest, write: Callable[[], Any], said: str) -> bool:
    """Run the service of a page without a form; say what happened, or why it did not."""
    try:
        write()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, said)
    return True
