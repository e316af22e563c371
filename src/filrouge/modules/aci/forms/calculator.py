"""The public calculator: one field for each fact, the whole case in the address."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from django import forms

from filrouge.modules.aci.engine import Case, case_from
from filrouge.modules.aci.engine.dates import share_from, software_share
from filrouge.modules.aci.engine.declared import HOURS, SAS, THEMES
from filrouge.modules.aci.engine.written import plain
from filrouge.modules.aci.queries.settings import national_rate, national_settings
from filrouge.ui import typography
from filrouge.ui.forms import DateInput

LABELS = (("none", "aucun"), ("standard", "standard"), ("advanced", "avancé"))
DECIMALS = 4  # of a percentage, as a case is written
WRONG = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")
DEFAULT = Case(year=2026, patients=4000, associates=13)


def levels(most: int) -> list[tuple[int, str]]:
    return [(0, "aucun"), *((level, f"niveau {level}") for level in range(1, most + 1))]


def number(label: str, start: int = 0, most: int = 1_000_000, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        initial=start,
        required=False,
        help_text=help_text,
        error_messages=dict.fromkeys(WRONG, f"Écrivez un nombre entier de 0 à {typography.number(most)}."),
    )


def choice(label: str, choices: Any, start: Any) -> forms.TypedChoiceField:
    coerce = int if isinstance(start, int) else str
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        initial=start,
        required=False,
        coerce=coerce,
        empty_value=start,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )


def tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def rate(label: str, start: str | None = None, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        decimal_places=DECIMALS,
        initial=start,
        required=False,
        help_text=help_text,
        error_messages=dict.fromkeys(WRONG, f"Écrivez un taux de 0 à 100, avec au plus {DECIMALS} décimales."),
    )


def day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DateInput,
        help_text="vide : toute l’année",
        error_messages={"invalid": "Écrivez une date qui existe."},
    )


# where each field stands in a case
FACTS = {
    "annee": "year",
    "patients": "patients",
    "associes": "associates",
    "ipa": "advanced_practice_nurse",
    "heures": "opening.daily_hours",
    "samedi_ferme": "opening.saturday",
    "vacances": "opening.holiday_closure_weeks",
    "fermetures": "opening.other_closure_weeks",
    "sans_snp": "opening.unscheduled_care",
    "pdsa": "opening.pdsa_waiver",
    "sans_plan": "crisis.plan",
    "diversite": "diversity_level",
    "vacataires": "visiting_level",
    "cstm": "cstm",
    "usagers": "users_level",
    "sas": "sas",
    "sans_coordination": "coordination",
    "protocoles": "protocols",
    "rcp": "rcp.meetings",
    "dossiers": "rcp.files",
    "eligibles": "rcp.eligible_patients",
    "stagiaires": "trainees",
    "externe": "external_coordination",
    "qualite": "quality_level",
    "cooperation": "cooperation_protocols",
    "cardiaque": "heart_failure_pathway",
    "obesite": "child_obesity_pathway",
    "label": "information_system.label",
    "part_logiciel": "information_system.prorata",
    "c2s": "c2s_rate",
    "ame": "ame_rate",
    "c2s_national": "national_c2s_rate",
    "ame_national": "national_ame_rate",
    "exact": "truncate_rcp_rate",
    "nouvelle": "new_structure",
    "part_contrat": "contract_prorata",
}
NEGATED = {"samedi_ferme", "sans_snp", "sans_plan", "sans_coordination", "exact"}  # ticked: the fact is false
SHARES = {"part_logiciel", "part_contrat"}  # typed in percent
NATIONAL = {"c2s_national": "aci_rates.c2s", "ame_national": "aci_rates.ame"}  # left empty: those of the year


class CaseForm(forms.Form):
    annee = number("Année d’activité", DEFAULT.year, 2100)
    patients = number("Patients d’un médecin associé", DEFAULT.patients, help_text="au 31 décembre, tous âges")
    associes = number("Professionnels associés de la SISA", DEFAULT.associates, 500)
    ipa = tick("L’équipe compte un infirmier en pratique avancée")

    heures = choice("Ouverture chaque jour de semaine", HOURS, "12+")
    samedi_ferme = tick("Fermé le samedi matin")
    vacances = number("Semaines de fermeture pendant les vacances scolaires", 0, 52)
    fermetures = number("Semaines de fermeture hors vacances", 0, 52)
    sans_snp = tick("Pas de réponse aux soins non programmés")
    pdsa = tick("Dérogation au titre de la permanence des soins, écrite au contrat")
    sans_plan = tick("Pas encore de plan de préparation aux crises")
    crise = tick("Crise sanitaire déclarée, actions menées")
    diversite = choice("Diversité des services", levels(2), 0)
    vacataires = choice("Consultations de second recours", levels(2), 0)
    cstm = tick("Médecin en contrat de solidarité territoriale")
    missions = forms.MultipleChoiceField(
        label="Missions de santé publique",
        choices=THEMES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "« %(value)s » n’est pas un thème de la liste."},
    )
    usagers = choice("Implication des usagers", levels(2), 0)
    sas = choice("Service d’accès aux soins", SAS, "none")

    sans_coordination = tick("Personne ne tient la coordination")
    protocoles = number("Protocoles pluriprofessionnels", 0, 100)
    rcp = number("RCP tenues dans l’année", 0, 500)
    dossiers = number("Dossiers étudiés en RCP", 0, 100_000)
    eligibles = number("Patients en ALD ou de plus de 75 ans", 0, help_text="des médecins associés, au 31 décembre")
    stagiaires = number("Stagiaires différents", 0, 500)
    externe = tick("Procédure de coordination externe")
    qualite = choice("Démarche qualité", levels(3), 0)
    cooperation = number("Protocoles nationaux de coopération", 0, 50)
    cardiaque = tick("Parcours insuffisance cardiaque")
    obesite = tick("Parcours surpoids et obésité de l’enfant")

    label = choice("Label du logiciel", LABELS, "standard")
    part_logiciel = rate("Part de l’année depuis son acquisition (%)", "100")
    c2s = rate("Taux de C2S de la structure (%)", "0")
    ame = rate("Taux d’AME de la structure (%)", "0")
    c2s_national = rate("Taux national de C2S (%)")
    ame_national = rate("Taux national d’AME (%)")
    contrat_le = day("Contrat commencé dans l’année, le")
    logiciel_le = day("Logiciel acquis dans l’année, le")
    nouvelle = tick("Structure nouvelle : ses deux premières années civiles")
    part_contrat = rate("Part de l’année couverte par le contrat (%)", "100")
    exact = tick("Taux de RCP sans troncature (la Cnam tronque à deux décimales)")

    GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("L’équipe", ("annee", "patients", "associes", "ipa")),
        ("Accès aux soins", (
            "heures", "samedi_ferme", "vacances", "fermetures", "sans_snp", "pdsa", "sans_plan", "crise", "diversite",
            "vacataires", "cstm", "usagers", "sas", "missions",
        )),
        ("Travail en équipe", (
            "sans_coordination", "protocoles", "rcp", "dossiers", "eligibles", "stagiaires", "externe", "qualite",
            "cooperation", "cardiaque", "obesite",
        )),
        ("Système d’information, précarité, contrat", (
            "label", "logiciel_le", "contrat_le", "nouvelle", "c2s", "ame", "c2s_national", "ame_national",
            "part_logiciel", "part_contrat", "exact",
        )),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NATIONAL.keys() & self.fields.keys():
            shipped = national_rate(NATIONAL[name], self._year())
            doubt = "" if shipped.is_sure else ", à confirmer par votre CPAM"
            self.fields[name].help_text = f"vide : {shipped.said} en {self._year()}{doubt}"

    def _year(self) -> int:
        """As it is typed, before anything is checked."""
        field = self.fields["annee"]
        try:
            return field.clean(self["annee"].value()) or DEFAULT.year
        except forms.ValidationError:
            return DEFAULT.year

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.GROUPS]

    def case(self) -> Case:
        """What a valid form says. Raises ``BadCase`` for what only the whole case shows."""
        data: dict[str, Any] = {}
        for name, path in FACTS.items():
            value = self.told(name)
            group, _, key = path.rpartition(".")
            holder = data.setdefault(group, {}) if group else data
            holder[key] = not value if name in NEGATED else _written(name, value)
        data["crisis"] |= {"declared": self.told("crise"), "actions": self.told("crise")}
        data["public_health_missions"] = [{"theme": theme} for theme in self.told("missions")]
        self._follow_the_days(data)
        return case_from(data)

    def _follow_the_days(self, data: dict[str, Any]) -> None:
        """A day says its part of the year exactly, in place of a percentage."""
        contract, software = self.cleaned_data["contrat_le"], self.cleaned_data["logiciel_le"]
        if contract or software:
            year, unit = data["year"], national_settings(data["year"]).unit
            if contract:
                data["contract_prorata"] = str(share_from(contract, year, unit))
            data["information_system"]["prorata"] = str(software_share(software, contract, year, unit))

    def told(self, name: str) -> Any:
        """A field left empty says what it shows at first."""
        value = self.cleaned_data[name]
        if value is not None:
            return value
        if name in NATIONAL:
            return national_rate(NATIONAL[name], self.told("annee")).value
        field = self.fields[name]
        return field.clean(field.initial)


def _written(name: str, value: Any) -> Any:
    if name in SHARES:
        return str(value / 100)
    return str(value) if isinstance(value, Decimal) else value


def fields_of(case: Case) -> dict[str, Any]:
    """What the form must hold to say this case: the way back of ``CaseForm.case``."""
    found: dict[str, Any] = {"crise": case.crisis.declared and case.crisis.actions}
    found["missions"] = [mission.theme for mission in case.public_health_missions]
    for name, path in FACTS.items():
        value = attrgetter(path)(case)
        if isinstance(value, Fraction):
            value = plain(value * 100 if name in SHARES else value)
        found[name] = not value if name in NEGATED else value
    return found
