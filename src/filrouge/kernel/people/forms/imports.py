from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.enums import Status
from filrouge.ui.forms import DateInput


class BringForm(forms.Form):
    """A list pasted, or a file: one of the two."""

    text = forms.CharField(
        label="Collez la liste ici",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "people-paste"}),
        help_text="Depuis Excel, LibreOffice, Google Sheets ou un mail, avec sa ligne de titres si elle en a une.",
    )
    file = forms.FileField(
        label="Ou déposez un fichier",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.vcf"}),
        help_text="CSV, Excel (.xlsx) ou carnet d’adresses (.vcf), 10 Mo au plus.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("file") and not (given.get("text") or "").strip():
            raise forms.ValidationError("Collez une liste, ou choisissez un fichier.", code="nothing")
        return given


class RppsForm(forms.Form):
    file = forms.FileField(
        label="Extraction RPPS",
        allow_empty_file=True,
        help_text="« PS_LibreAcces_Personne_activite », en .txt ou .zip, 60 Mo au plus.",
        error_messages={"required": "Choisissez le fichier de l’extraction."},
    )
    communes = forms.CharField(
        label="Codes commune (INSEE)",
        required=False,
        help_text="Séparés par des espaces, par exemple : 38185 38421. Ce n’est pas le code postal.",
    )
    departments = forms.CharField(label="Ou départements", required=False, help_text="Par exemple : 38 ou 2A.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not (given.get("communes") or "").strip() and not (given.get("departments") or "").strip():
            raise forms.ValidationError("Donnez au moins une commune ou un département.", code="place")
        return given


class PlanForm(forms.Form):
    """What the list does not say, for every kept line that says nothing."""

    status = forms.ChoiceField(
        label="Lien avec l’équipe, si la liste ne le dit pas",
        required=False,
        choices=[("", "à préciser plus tard"), *Status.choices],
    )
    since = forms.DateField(
        label="Arrivée, si la liste ne la dit pas",
        required=False,
        widget=DateInput,
        help_text="Sinon, le lien commence aujourd’hui.",
    )
