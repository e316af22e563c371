from __future__ import annotations

from django import forms

from filrouge.ui.forms import DateInput


class ReviewForm(forms.Form):
    until = forms.DateField(label="Avis attendus avant le", required=False, widget=DateInput)


class ApproveForm(forms.Form):
    remarks_left = forms.IntegerField(required=False, min_value=0)
