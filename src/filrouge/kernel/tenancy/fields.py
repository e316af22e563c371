from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.db import models

_ST = TypeVar("_ST")
_GT = TypeVar("_GT")


class TenantForeignKey(models.ForeignKey[_ST, _GT]):
    """Foreign key to a row of the same organisation.

    Its index is ``(organisation_id, x_id)`` and its wall refuses another organisation's row: both are made by
    ``walls`` after each migration, hence no single-column index here. The reverse side is hidden unless named.
    """

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
        options.setdefault("related_name", "+")
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)

    def formfield(self, *, using: str | None = None, **options: Any) -> Any:
        """A choice with nothing to choose: form classes are made outside any scope, each form fills its choices."""
        nothing = self.remote_field.model._base_manager.none()
        return super(models.ForeignKey, self).formfield(
            **{"form_class": forms.ModelChoiceField, "queryset": nothing, "blank": self.blank, **options}
        )
