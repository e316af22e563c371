from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.identifiers.formats import format_am, format_phone, format_rpps
from filrouge.kernel.identifiers.normalisers import normalise_am, normalise_phone, normalise_rpps
from filrouge.kernel.people.enums import ResponsibilityKind, Status, Weekday
from filrouge.kernel.people.models import Engagement, Person, Responsibility
from filrouge.kernel.tenancy.models import Site
from filrouge.ui.forms import DateInput


class PersonForm(forms.ModelForm[Person]):
    days_on_site = forms.TypedMultipleChoiceField(
        label="Jours sur site", required=False, coerce=int, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )
    # wider than the stored number: people paste it with its spaces
    rpps = forms.CharField(
        label="Numéro RPPS", required=False, max_length=30, help_text="Sur la carte CPS ou l’annuaire santé."
    )

    am_number = forms.CharField(
        label="Numéro AM", required=False, max_length=30,
        help_text="Les 9 chiffres de l’Assurance maladie, demandés des associés par la CPAM.",
    )  # fmt: skip

    class Meta:
        model = Person
        fields = [
            "title",
            "first_name",
            "last_name",
            "profession",
            "specialty",
            "email",
            "phone",
            "rpps",
            "am_number",
            "days_on_site",
            "site",
            "arrived_on",
            "note",
        ]
        widgets = {
            "arrived_on": DateInput,
            "note": forms.Textarea(attrs={"rows": 3}),
            "title": forms.TextInput(attrs={"list": "civilites", "autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"inputmode": "tel"}),
        }
        help_texts = {
            "title": "",
            "note": "Lue seulement par la coordination, l’assistance et la gérance. Rien sur la santé de quiconque.",
            "specialty": "Par exemple : Asalée, pédiatrie, accueil.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.fields["site"]
        assert isinstance(site, forms.ModelChoiceField)
        # the class is read outside any organisation: the sites are those of the one at hand
        site.queryset = Site.objects.all()
        site.empty_label = "non précisé"
        if not site.queryset.exists():
            del self.fields["site"]
        self.initial["phone"] = format_phone(self.instance.phone)
        self.initial["rpps"] = format_rpps(self.instance.rpps)
        self.initial["am_number"] = format_am(self.instance.am_number)

    def clean_phone(self) -> str:
        return normalise_phone(self.cleaned_data["phone"])

    def clean_rpps(self) -> str:
        return normalise_rpps(self.cleaned_data["rpps"])

    def clean_am_number(self) -> str:
        return normalise_am(self.cleaned_data["am_number"])

    def _get_validation_exclusions(self) -> set[str]:
        """A number published with a wrong key, already kept, does not stop somebody who changes the telephone."""
        excluded: set[str] = set(super()._get_validation_exclusions())  # type: ignore[misc]
        return excluded if "rpps" in self.changed_data else excluded | {"rpps"}


class NewPersonForm(PersonForm):
    status = forms.ChoiceField(
        label="Lien avec l’équipe", required=False, choices=[("", "à préciser plus tard"), *Status.choices]
    )
    status_since = forms.DateField(
        label="Depuis le", required=False, widget=DateInput, help_text="Sinon, la date d’arrivée."
    )


class DepartureForm(forms.Form):
    left_on = forms.DateField(label="Dernier jour dans l’équipe", widget=DateInput)
    reason = forms.CharField(
        label="Motif", required=False, max_length=200, help_text="Facultatif : retraite, déménagement, fin de contrat…"
    )


class EngagementForm(forms.ModelForm[Engagement]):
    class Meta:
        model = Engagement
        fields = ["status", "starts_on", "ends_on"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        help_texts = {"ends_on": "Laissez vide si le lien dure encore."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate


class ResponsibilityForm(forms.ModelForm[Responsibility]):
    class Meta:
        model = Responsibility
        fields = ["kind", "detail", "starts_on", "ends_on"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        help_texts = {
            "detail": "Par exemple : vaccination, DASRI, protocole AVK.",
            "ends_on": "Laissez vide si elle dure encore.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == ResponsibilityKind.OTHER and not given.get("detail"):
            self.add_error("detail", "Dites laquelle.")
        return given


class EndForm(forms.Form):
    ends_on = forms.DateField(label="Dernier jour", widget=DateInput)
