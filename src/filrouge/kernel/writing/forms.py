from __future__ import annotations

from django import forms

from filrouge.kernel.writing.services import LONGEST


class NotesForm(forms.Form):
    notes = forms.CharField(required=False, strip=False, max_length=LONGEST, widget=forms.Textarea)
    version = forms.IntegerField(min_value=0)
    hand = forms.CharField(required=False, max_length=36)
    acknowledged = forms.CharField(required=False)

    def clean_acknowledged(self) -> list[str]:
        return [mark for mark in str(self.cleaned_data["acknowledged"]).split(",") if mark]
