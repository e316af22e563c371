from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.writing.forms import NotesForm
from filrouge.reports.annual import queries
from filrouge.reports.annual.enums import Recipient
from filrouge.reports.annual.queries import Seen
from filrouge.ui.forms import DateInput


class ChapterForm(NotesForm):
    seen = forms.CharField()

    def clean_seen(self) -> Seen:
        seen = queries.unpacked(self.cleaned_data["seen"])
        if seen is None:
            raise forms.ValidationError("Cette page est trop ancienne : rechargez-la, votre texte est gardé.")
        return seen


class RecipientsForm(forms.Form):
    recipients = forms.MultipleChoiceField(label="Ce chapitre est pour", required=False, choices=Recipient.choices)


class OrderForm(forms.Form):
    """One gesture on the list of chapters: a button beside one of them, a place where it was dragged, or the undo."""

    up = forms.ChoiceField(required=False, choices=list(REPORT_CHAPTERS.items()))
    down = forms.ChoiceField(required=False, choices=list(REPORT_CHAPTERS.items()))
    move = forms.ChoiceField(required=False, choices=list(REPORT_CHAPTERS.items()))
    to = forms.IntegerField(required=False, min_value=1)
    act = forms.ChoiceField(required=False, choices=[("undo", ""), ("default", "")])


class RecipientForm(forms.Form):
    """For whom a file is made: everybody's when nothing is said."""

    pour = forms.ChoiceField(label="Pour", required=False, choices=[("", "tous les chapitres"), *Recipient.choices])

    def recipient(self) -> str:
        asked: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return str(asked.get("pour", ""))


class SendingForm(IdentityGuard):
    guarded = ("to",)
    to = forms.CharField(
        label="Envoyée à",
        required=False,
        max_length=300,
        help_text="La CPAM de la Marne, l’ARS, le conseil municipal… Videz la ligne si elle n’est pas partie.",
    )
    on = forms.DateField(label="Le", required=False, widget=DateInput)


class SheetForm(IdentityGuard):
    guarded = ("headline", "closing")
    headline = forms.CharField(label="Titre", required=False, max_length=120)
    closing = forms.CharField(
        label="Derniers mots", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 5})
    )
