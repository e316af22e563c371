from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst

from filrouge.kernel.identifiers.formats import format_finess, format_iban, format_siret
from filrouge.kernel.identifiers.normalisers import normalise_finess, normalise_iban, normalise_siret
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import LegalEntity, Organisation, Site
from filrouge.ui.accents import ACCENTS
from filrouge.ui.forms import Toggle

ACCENT_LABELS = {
    "teal": "Vert d’eau",
    "blue": "Bleu",
    "ocean": "Bleu océan",
    "green": "Vert",
    "violet": "Violet",
    "plum": "Prune",
    "brown": "Brun",
    "slate": "Ardoise",
}
TIME_ZONES = (
    ("Europe/Paris", "Paris (métropole)"),
    ("America/Guadeloupe", "Guadeloupe, Saint-Martin, Saint-Barthélemy"),
    ("America/Martinique", "Martinique"),
    ("America/Cayenne", "Guyane"),
    ("Indian/Reunion", "La Réunion"),
    ("Indian/Mayotte", "Mayotte"),
    ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
    ("Pacific/Noumea", "Nouvelle-Calédonie"),
    ("Pacific/Wallis", "Wallis-et-Futuna"),
    ("Pacific/Tahiti", "Polynésie française"),
)
# One line each, for the person who invites.
ROLE_HELP = {
    Role.COORDINATOR: "prépare et suit tout le travail de l’équipe, règle l’outil, invite",
    Role.MANAGER: "engage la structure : argent, contrats, déclarations, délégations",
    Role.ASSISTANT: "aide la coordination au quotidien, sans engager la structure",
    Role.PROFESSIONAL: "voit la vie de l’équipe, ses réunions et ses tâches",
    Role.EMPLOYEE: "voit la vie de l’équipe et ses propres tâches",
    Role.ACCOUNTANT: "lit les comptes, rien d’autre",
    Role.GUEST: "quelqu’un de l’extérieur, pour une réunion ou un point",
    Role.OBSERVER: "voit des chiffres d’ensemble, aucun nom",
}


class OrganisationForm(forms.ModelForm[Organisation]):
    time_zone = forms.ChoiceField(label="Fuseau horaire", choices=TIME_ZONES)
    accent = forms.ChoiceField(
        label="Couleur",
        choices=[(colour, ACCENT_LABELS[name]) for name, colour in ACCENTS.items()],
        help_text="Celle des boutons et des liens, pour reconnaître l’équipe où vous êtes.",
    )

    class Meta:
        model = Organisation
        fields = ["name", "kind", "contact_email", "address", "accent", "time_zone", "requires_second_factor"]
        widgets = {
            "address": forms.Textarea({"rows": 3}),
            "contact_email": forms.EmailInput({"autocomplete": "off"}),
            "requires_second_factor": Toggle(),
        }
        help_texts = {"contact_email": "Les réponses aux mails de l’équipe y arrivent."}


class SiteForm(forms.ModelForm[Site]):
    finess = forms.CharField(label="Numéro FINESS", max_length=20, required=False)

    class Meta:
        model = Site
        fields = ["name", "address", "commune_code", "finess", "school_zone", "is_main"]
        widgets = {"address": forms.Textarea({"rows": 3})}
        help_texts = {"school_zone": "Pour éviter de réunir l’équipe pendant les vacances scolaires."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["finess"] = format_finess(self.instance.finess)

    def clean_finess(self) -> str:
        return normalise_finess(self.cleaned_data["finess"])


class LegalEntityForm(forms.ModelForm[LegalEntity]):
    siret = forms.CharField(label="SIRET", max_length=30, required=False)
    iban = forms.CharField(label="IBAN", max_length=60, required=False, widget=forms.TextInput({"autocomplete": "off"}))

    class Meta:
        model = LegalEntity
        fields: ClassVar = ["name", "form", "siret", "iban", "is_main"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["siret"] = format_siret(self.instance.siret)
        self.initial["iban"] = format_iban(self.instance.iban)

    def clean_siret(self) -> str:
        return normalise_siret(self.cleaned_data["siret"])

    def clean_iban(self) -> str:
        return normalise_iban(self.cleaned_data["iban"])


class RolesField(forms.TypedMultipleChoiceField):
    """Check boxes, each role with what it opens."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar = {"required": "Choisissez au moins un rôle."}

    def __init__(self, **kwargs: Any) -> None:
        choices = [(role.value, f"{capfirst(role.label)}\u00a0: {ROLE_HELP[role]}") for role in Role]
        super().__init__(label="Rôles", choices=choices, **kwargs)


class RolesForm(forms.Form):
    roles = RolesField()


class InvitationForm(forms.Form):
    email = forms.EmailField(label="Adresse e-mail", widget=forms.EmailInput({"autocomplete": "off"}))
    first_name = forms.CharField(label="Prénom", max_length=100, required=False)
    last_name = forms.CharField(label="Nom", max_length=100, required=False)
    roles = RolesField()
