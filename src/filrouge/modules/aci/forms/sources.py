from __future__ import annotations

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.ui.forms import DateInput


class SourceForm(IdentityGuard):
    guarded = ("text", "upload")  # the name of the file too
    text = forms.CharField(
        label="D’où vient ce nombre", max_length=200, help_text="Par exemple : relevé CPAM du 12 janvier."
    )
    on = forms.DateField(label="Date du document", widget=DateInput)
    upload = forms.FileField(
        label="Fichier", required=False, widget=forms.FileInput, help_text="25 Mo au plus. Jamais le nom d’un patient."
    )
