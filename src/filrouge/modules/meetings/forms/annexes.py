from __future__ import annotations

from django import forms

from filrouge.ui.forms import FilesField


class UuidsField(forms.Field):
    """Boxes ticked in a list: what is no longer there is ignored."""

    widget = forms.SelectMultiple

    def clean(self, value: list[str] | None) -> set[object]:
        one = forms.UUIDField()
        return {one.clean(key) for key in value or []}


class AnnexesForm(forms.Form):
    chosen = UuidsField(required=False)
    uploads = FilesField(
        label="Ajouter des fichiers",
        required=False,
        help_text="Plusieurs à la fois : PDF, images, textes, documents bureautiques. 25 Mo chacun.",
    )
