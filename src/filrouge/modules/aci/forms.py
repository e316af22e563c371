"""The public calculator: one field for each fact, the whole case in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from filrouge.modules.aci.engine import Case, case_from
from filrouge.modules.aci.engine.written import plain

THEMES = (
    ("vaccination", "Vaccination"),
    ("tuberculosis", "Tuberculose"),
    ("child_obesity", "Surpoids et obésité de l’enfant"),
    ("mental_health", "Souffrance psychique et addictions des 12–25 ans"),
    ("suicide", "Prévention du suicide"),
    ("elderly", "Prévention chez les personnes âgées"),
    ("perinatal", "Périnatalité et femmes en précarité"),
    ("etp", "Éducation thérapeutique et à la santé"),
    ("prs", "Autre thème du projet régional de santé"),
)
HOURS = (("12+", "12 h ou plus"), ("10-12", "de 10 à 12 h"), ("8-10", "de 8 à 10 h"), ("<8", "moins de 8 h"))
SAS = (
    ("none", "aucun médecin, ou moins de la moitié"),
    ("half", "la moitié des médecins"),
    ("all", "tous les médecins"),
    ("every_request", "toutes les demandes du régulateur"),
)
LABELS = (("none", "aucun"), ("standard", "standard"), ("advanced", "avancé"))
DEFAULT = Case(year=2026, patients=4000, associates=13)


def levels(most: int) -> list[tuple[int, str]]:
    return [(0, "aucun"), *((level, f"niveau {level}") for level in range(1, most + 1))]


def number(label: str, start: int = 0, most: int = 1_000_000, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, initial=start, required=False, help_text=help_text
    )


def choice(label: str, choices: Any, start: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, initial=start, required=False, coerce=type(start), empty_value=start
    )


def tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def rate(label: str, start: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, decimal_places=2, initial=start, required=False, help_text=help_text
    )


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
        label="Missions de santé publique", choices=THEMES, required=False, widget=forms.CheckboxSelectMultiple
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
    c2s_national = rate("Taux national de C2S (%)", "7.5", "à confirmer par votre CPAM")
    ame_national = rate("Taux national d’AME (%)", "0.4", "à confirmer par votre CPAM")
    nouvelle = tick("Structure nouvelle : ses deux premières années civiles")
    part_contrat = rate("Part de l’année couverte par le contrat (%)", "100")
    exact = tick("Taux de RCP sans troncature (la Cnam tronque à deux décimales)")

    GROUPS = (
        ("L’équipe", ("annee", "patients", "associes", "ipa")),
        ("Accès aux soins", (
            "heures", "samedi_ferme", "vacances", "fermetures", "sans_snp", "pdsa", "sans_plan", "crise", "diversite",
            "vacataires", "cstm", "missions", "usagers", "sas",
        )),
        ("Travail en équipe", (
            "sans_coordination", "protocoles", "rcp", "dossiers", "eligibles", "stagiaires", "externe", "qualite",
            "cooperation", "cardiaque", "obesite",
        )),
        ("Système d’information, précarité, contrat", (
            "label", "part_logiciel", "c2s", "ame", "c2s_national", "ame_national", "nouvelle", "part_contrat", "exact",
        )),
    )  # fmt: skip

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def case(self) -> Case:
        """What a valid form says. Raises ``BadCase`` for what only the whole case shows."""
        told = {name: self.told(name) for name in self.fields}
        return case_from(
            {
                "year": told["annee"],
                "patients": told["patients"],
                "associates": told["associes"],
                "advanced_practice_nurse": told["ipa"],
                "opening": {
                    "daily_hours": told["heures"],
                    "saturday": not told["samedi_ferme"],
                    "holiday_closure_weeks": told["vacances"],
                    "other_closure_weeks": told["fermetures"],
                    "unscheduled_care": not told["sans_snp"],
                    "pdsa_waiver": told["pdsa"],
                },
                "crisis": {"plan": not told["sans_plan"], "declared": told["crise"], "actions": told["crise"]},
                "diversity_level": told["diversite"],
                "visiting_level": told["vacataires"],
                "cstm": told["cstm"],
                "public_health_missions": [{"theme": theme} for theme in told["missions"]],
                "users_level": told["usagers"],
                "sas": told["sas"],
                "coordination": not told["sans_coordination"],
                "protocols": told["protocoles"],
                "rcp": {
                    "meetings": told["rcp"],
                    "files": told["dossiers"],
                    "eligible_patients": told["eligibles"],
                },
                "trainees": told["stagiaires"],
                "external_coordination": told["externe"],
                "quality_level": told["qualite"],
                "cooperation_protocols": told["cooperation"],
                "heart_failure_pathway": told["cardiaque"],
                "child_obesity_pathway": told["obesite"],
                "information_system": {"label": told["label"], "prorata": str(told["part_logiciel"] / 100)},
                "c2s_rate": str(told["c2s"]),
                "ame_rate": str(told["ame"]),
                "national_c2s_rate": str(told["c2s_national"]),
                "national_ame_rate": str(told["ame_national"]),
                "truncate_rcp_rate": not told["exact"],
                "new_structure": told["nouvelle"],
                "contract_prorata": str(told["part_contrat"] / 100),
            }
        )

    def told(self, name: str) -> Any:
        """A field left empty says what it shows at first."""
        value = self.cleaned_data[name]
        field = self.fields[name]
        return field.clean(field.initial) if value is None else value


def fields_of(case: Case) -> dict[str, Any]:
    """What the form must hold to say this case: the way back of ``CaseForm.case``."""
    return {
        "annee": case.year,
        "patients": case.patients,
        "associes": case.associates,
        "ipa": case.advanced_practice_nurse,
        "heures": case.opening.daily_hours,
        "samedi_ferme": not case.opening.saturday,
        "vacances": case.opening.holiday_closure_weeks,
        "fermetures": case.opening.other_closure_weeks,
        "sans_snp": not case.opening.unscheduled_care,
        "pdsa": case.opening.pdsa_waiver,
        "sans_plan": not case.crisis.plan,
        "crise": case.crisis.declared and case.crisis.actions,
        "diversite": case.diversity_level,
        "vacataires": case.visiting_level,
        "cstm": case.cstm,
        "missions": [mission.theme for mission in case.public_health_missions],
        "usagers": case.users_level,
        "sas": case.sas,
        "sans_coordination": not case.coordination,
        "protocoles": case.protocols,
        "rcp": case.rcp.meetings,
        "dossiers": case.rcp.files,
        "eligibles": case.rcp.eligible_patients,
        "stagiaires": case.trainees,
        "externe": case.external_coordination,
        "qualite": case.quality_level,
        "cooperation": case.cooperation_protocols,
        "cardiaque": case.heart_failure_pathway,
        "obesite": case.child_obesity_pathway,
        "label": case.information_system.label,
        "part_logiciel": plain(case.information_system.prorata * 100),
        "c2s": plain(case.c2s_rate),
        "ame": plain(case.ame_rate),
        "c2s_national": plain(case.national_c2s_rate),
        "ame_national": plain(case.national_ame_rate),
        "nouvelle": case.new_structure,
        "part_contrat": plain(case.contract_prorata * 100),
        "exact": not case.truncate_rcp_rate,
    }
