from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.models import AgendaItem
from filrouge.ui.forms import FilesField


class ItemForm(IdentityGuard, forms.ModelForm[AgendaItem]):
    guarded = ("title",)
    own: ClassVar = ("title", "kind", "minutes", "presenter")

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "minutes", "presenter"]

    def __init__(self, *args: Any, presenters: Sequence[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.instance.presenter
        if current is not None and current.pk not in dict(presenters):
            presenters = [*presenters, (current.pk, str(current))]  # no longer called
        keys = [key for key, _name in presenters]
        presenter: Any = self.fields["presenter"]
        presenter.queryset = Person.objects.filter(pk__in=keys)
        presenter.choices = [("", "–"), *presenters]  # names are at hand: no row is made of each
        self.fields["title"].widget.attrs["placeholder"] = "Nouveau point"
        self.fields["minutes"].widget.attrs.update(min=1, max=480)

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class ItemEditForm(ItemForm):
    """The same, once the point exists: its documents too."""

    uploads = FilesField(
        label="Ajouter des documents",
        required=False,
        help_text="Plusieurs à la fois : PDF, images, textes, documents bureautiques. 25 Mo chacun.",
    )


class ArrangeForm(forms.Form):
    """One tap on a list: which button, on which line; where to, when the line was dragged."""

    ACTS: ClassVar[tuple[str, ...]] = ("up", "down", "duplicate", "remove", "restore", "postpone", "keep", "move")
    to = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for act in self.ACTS:
            self.fields[act] = forms.UUIDField(required=False)

    def act(self) -> tuple[str, UUID] | None:
        asked = [(act, self.cleaned_data[act]) for act in self.ACTS if self.cleaned_data.get(act)]
        return asked[0] if self.is_valid() and asked else None
