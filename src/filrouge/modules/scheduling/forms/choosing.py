from __future__ import annotations

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard


class ChooseForm(IdentityGuard):
    guarded = ("place", "message")
    place = forms.CharField(label="Lieu ou salle", required=False, max_length=200)
    message = forms.CharField(
        label="Mot d’accompagnement",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Facultatif : il ouvre le message, avant l’ordre du jour.",
    )
