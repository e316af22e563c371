from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.queries import people_not_gone
from filrouge.modules.coordinator.models import Access, Habit


class AccessForm(IdentityGuard, forms.ModelForm[Access]):
    guarded = ("tool", "kept_in", "note")

    class Meta:
        model = Access
        fields = ["tool", "address", "holder", "kept_in", "note"]
        help_texts = {
            "tool": "amelipro, messagerie, banque, logiciel…",
            "kept_in": "Un lieu, jamais le mot de passe : « coffre de l’équipe », « enveloppe du bureau ».",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people_not_gone(timezone.localdate())
        field.empty_label = "Personne pour l’instant"

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class HabitForm(IdentityGuard, forms.ModelForm[Habit]):
    guarded = ("title", "text")

    class Meta:
        model = Habit
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "title": "« Préparer la RCP », « Le classeur bleu », « Avec la mairie »…",
            "text": "Ce qu’on fait sans y penser. Jamais un patient, jamais un mot de passe.",
        }

    def _post_clean(self) -> None:
        """The service validates the whole row."""
