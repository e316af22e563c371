"""What people add to a task."""

from __future__ import annotations

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard


class StepForm(IdentityGuard):
    guarded = ("text",)
    text = forms.CharField(
        label="Étape à ajouter",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Ajouter une étape", "autocomplete": "off", "id": "id_step"}),
        error_messages={"required": "Écrivez l’étape à ajouter."},
    )


class CommentForm(IdentityGuard):
    guarded = ("text",)
    text = forms.CharField(
        label="Votre commentaire",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "id": "id_comment"}),
        error_messages={"required": "Écrivez votre commentaire."},
    )


class FileForm(forms.Form):
    file = forms.FileField(label="Fichier", error_messages={"required": "Choisissez un fichier."})
