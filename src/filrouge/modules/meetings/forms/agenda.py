from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.models import AgendaItem


class ItemForm(IdentityGuard, forms.ModelForm[AgendaItem]):
    guarded = ("title",)

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "minutes", "presenter"]

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people if people is not None else Person.objects.all()  # type: ignore[attr-defined]
        self.fields["presenter"].empty_label = "–"  # type: ignore[attr-defined]
        self.fields["title"].widget.attrs["placeholder"] = "Nouveau point"

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""
