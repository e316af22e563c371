"""What each indicator of the scale is worth: one pure function for each, with its formula in words.

Points are exact fractions: the total is rounded once, to the cent, at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from filrouge.modules.aci.engine.case import Case
from filrouge.modules.aci.engine.scale import Indicator, Scale
from filrouge.modules.aci.engine.words import said, said_share
from filrouge.ui.typography import count

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Worth:
    """Points of one indicator, how they come, and what is missing for more of them."""

    points: Fraction = NOTHING
    formula: str = "0"
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The case and its scale, with what several formulas share."""

    case: Case
    scale: Scale

    @property
    def k(self) -> Fraction:
        """Patients beside the 4 000 of reference; no cap."""
        return Fraction(self.case.patients) / self.scale.values["reference_patients"]

    def variable(self, points: Fraction) -> tuple[Fraction, str]:
        patients = said(self.case.patients)
        return points * self.k, f"{said(points)} × {patients} / {said(self.scale.values['reference_patients'])}"


Rule = Callable[[Given, Indicator], Worth]
RULES: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Rule], Rule]:
    def decorator(function: Rule) -> Rule:
        RULES[code] = function
        return function

    return decorator


@rule("opening")
def opening(given: Given, line: Indicator) -> Worth:
    """The guide's own tree (p. 5): under a derogation the Saturday and the closures still take points away."""
    hours = given.case.opening
    if not hours.unscheduled_care:
        return Worth(missing=("Organiser une réponse aux soins non programmés chaque jour ouvré",))
    if hours.holiday_closure_weeks > line.figures["holiday_weeks_at_most"]:
        return Worth(missing=("Ne pas fermer plus de trois semaines pendant les vacances scolaires",))
    if hours.other_closure_weeks > line.figures["other_weeks_at_most"]:
        return Worth(missing=("Ne pas fermer plus d’une semaine hors vacances scolaires",))
    if hours.daily_hours == "<8" and not hours.pdsa_waiver:
        return Worth(missing=("Ouvrir au moins huit heures par jour, ou obtenir une dérogation au titre de la PDSA",))
    taken = list(_taken_from_opening(given.case, line))
    points = line.fixed - sum(points for points, _why, _more in taken)
    words = "".join(f" − {said(points)} ({why})" for points, why, _more in taken)
    formula = f"{said(line.fixed)}{words} = {said(points)}" if taken else said(points)
    return Worth(points, formula, tuple(more for _points, _why, more in taken))


def _taken_from_opening(case: Case, line: Indicator) -> list[tuple[Fraction, str, str]]:
    hours, taken = case.opening, []
    amplitude = {"10-12": "amplitude_10_12", "8-10": "amplitude_8_10"}.get(hours.daily_hours)
    if amplitude and not hours.pdsa_waiver:
        why = "moins de 12 h par jour" if amplitude == "amplitude_10_12" else "moins de 10 h par jour"
        taken.append((line.figures[amplitude], why, "Ouvrir de 8 h à 20 h en semaine"))
    if not hours.saturday:
        taken.append((line.figures["saturday"], "fermé le samedi", "Ouvrir le samedi matin"))
    if hours.holiday_closure_weeks:
        why = "fermeture pendant les vacances"
        taken.append((line.figures["holidays"], why, "Rester ouvert pendant les vacances scolaires"))
    return taken


@rule("crisis_plan")
def crisis_plan(given: Given, line: Indicator) -> Worth:
    if not given.case.crisis.plan:
        return Worth(missing=("Écrire le plan de préparation aux crises sanitaires",))
    return Worth(line.fixed, said(line.fixed))


@rule("crisis_actions")
def crisis_actions(given: Given, line: Indicator) -> Worth:
    crisis = given.case.crisis
    if given.case.year <= line.optional_until or not (crisis.plan and crisis.declared and crisis.actions):
        asked = crisis.declared and crisis.plan and given.case.year > line.optional_until
        return Worth(missing=("Mener des actions en lien avec le plan de crise",) if asked else ())
    return Worth(*given.variable(line.variable))


@rule("diversity")
def diversity(given: Given, line: Indicator) -> Worth:
    more = (
        "Associer une profession médicale de plus, une spécialité ou un pharmacien",
        "Réunir aussi trois professions paramédicales",
    )
    return _levels(given.case.diversity_level, line, more)


@rule("visiting")
def visiting(given: Given, line: Indicator) -> Worth:
    more = (
        "Accueillir des consultations extérieures deux jours par mois",
        "Les porter à deux jours et demi par semaine",
    )
    return _levels(given.case.visiting_level, line, more)


def _levels(level: int, line: Indicator, more: tuple[str, ...]) -> Worth:
    return Worth(line.fixed * level, f"{said(line.fixed)} × {level}", more[level : level + 1])


@rule("cstm")
def cstm(given: Given, line: Indicator) -> Worth:
    return _claimed(given.case.cstm, line)


def _claimed(claimed: bool, line: Indicator, more: str = "") -> Worth:
    return Worth(line.fixed, said(line.fixed)) if claimed else Worth(missing=(more,) if more else ())


@rule("public_health")
def public_health(given: Given, line: Indicator) -> Worth:
    counted = min(given.case.missions(), int(line.figures["at_most"]))
    more = "Mener une mission de santé publique de plus, sur un autre thème"
    missing = (more,) if counted < line.figures["at_most"] else ()
    each, words = given.variable(line.variable)
    return Worth(each * counted, f"{counted} × {words}", missing)


@rule("public_health_ipa")
def public_health_ipa(given: Given, line: Indicator) -> Worth:
    enough = given.case.missions() >= line.figures["missions"]
    return _claimed(given.case.advanced_practice_nurse and enough, line)


@rule("users")
def users(given: Given, line: Indicator) -> Worth:
    level = given.case.users_level
    if level == 0:
        return Worth(missing=("Consulter et informer les usagers",))
    if level == 1:
        return Worth(line.fixed, said(line.fixed), ("Construire et décider avec les usagers",))
    more, words = given.variable(line.variable)
    return Worth(line.fixed + more, f"{said(line.fixed)} + {words}")


@rule("sas")
def sas(given: Given, line: Indicator) -> Worth:
    if given.case.sas == "none":
        return Worth(missing=("Inscrire la moitié des médecins au service d’accès aux soins",))
    if given.case.sas == "half":
        return Worth(line.figures["half"], said(line.figures["half"]), ("Y inscrire tous les médecins",))
    return Worth(line.fixed, said(line.fixed))


@rule("coordination")
def coordination(given: Given, line: Indicator) -> Worth:
    if not given.case.coordination:
        return Worth(missing=("Confier la coordination à quelqu’un, sur un temps identifié",))
    first = line.figures["first_patients"]
    patients, reference = Fraction(given.case.patients), given.scale.values["reference_patients"]
    beyond = max(patients - first, NOTHING)
    points = line.fixed + line.variable * min(patients, first) / reference
    formula = f"{said(line.fixed)} + {said(line.variable)} × {said(min(patients, first))} / {said(reference)}"
    if beyond:
        each = line.figures["variable_beyond"]
        points += each * beyond / reference
        formula += f" + {said(each)} × {said(beyond)} / {said(reference)}"
    return Worth(points, formula)


@rule("protocols")
def protocols(given: Given, line: Indicator) -> Worth:
    return _each(given.case.protocols, line, "Écrire un protocole pluriprofessionnel de plus")


@rule("protocols_ipa")
def protocols_ipa(given: Given, line: Indicator) -> Worth:
    return _each(given.case.protocols, line, "") if given.case.advanced_practice_nurse else Worth()


def _each(number: int, line: Indicator, more: str) -> Worth:
    most = int(line.figures["at_most"])
    counted = min(number, most)
    missing = (more,) if more and counted < most else ()
    return Worth(line.fixed * counted, f"{counted} × {said(line.fixed)}", missing)


@rule("rcp")
def rcp(given: Given, line: Indicator) -> Worth:
    reached, words, missing = _rcp_rate(given)
    points, formula = given.variable(line.variable)
    return Worth(points * reached, f"{formula} × {words}", missing) if reached else Worth(missing=missing)


@rule("rcp_ipa")
def rcp_ipa(given: Given, line: Indicator) -> Worth:
    reached, words, _missing = _rcp_rate(given)
    if not given.case.advanced_practice_nurse or not reached:
        return Worth()
    points, formula = given.variable(line.variable)
    return Worth(points * reached, f"{formula} × {words}")


def _rcp_rate(given: Given) -> tuple[Fraction, str, tuple[str, ...]]:
    """The share of the full points, at most 1, how it comes, and what is missing.

    Fewer meetings than asked pay nothing: the guide calls them a condition (p. 26); the proration it mentions (p. 27)
    is printed nowhere. For a contract begun in the year they are prorated to its date (p. 28), rounded up.
    """
    held, figures = given.case.rcp, given.scale["rcp"].figures
    asked = max(ceil(figures["meetings"] * given.case.contract_prorata), 1)
    missing = []
    if held.meetings < asked:
        missing.append(f"Tenir {asked - held.meetings} RCP de plus ({asked} dans l’année)")
    rate = Fraction(held.files, held.eligible_patients) if held.eligible_patients else NOTHING
    if given.case.truncate_rcp_rate:  # as the guide does: 30 / 650 is 4,61 %
        rate = Fraction(floor(rate * 10_000), 10_000)
    if not held.eligible_patients:
        missing.append("Indiquer le nombre de patients en ALD ou de plus de 75 ans")
    elif rate < figures["full_rate"]:
        full = ceil(held.eligible_patients * figures["full_rate"])
        missing.append(f"Étudier {count(full - held.files, 'dossier')} de plus ({full} dans l’année)")
    if held.meetings < asked or not rate:
        return NOTHING, "", tuple(missing)
    reached = min(rate / figures["full_rate"], Fraction(1))
    words = f"{said(rate * 100)} % / {said(figures['full_rate'] * 100)} %" if reached < 1 else "1"
    return reached, words, tuple(missing)


@rule("training")
def training(given: Given, line: Indicator) -> Worth:
    least, most = int(line.figures["at_least"]), int(line.figures["at_most"])
    counted = min(given.case.trainees, most)
    more = () if counted >= most else ("Accueillir un stagiaire de plus",)
    if counted < least:
        return Worth(missing=("Accueillir deux stagiaires différents dans l’année",))
    each = line.figures["each_more"]
    formula = said(line.fixed) + (f" + {counted - least} × {said(each)}" if counted > least else "")
    return Worth(line.fixed + each * (counted - least), formula, more)


@rule("external_coordination")
def external_coordination(given: Given, line: Indicator) -> Worth:
    if not given.case.external_coordination:
        return Worth(missing=("Écrire la procédure de transmission des données hors de la structure",))
    return Worth(*given.variable(line.variable))


@rule("quality")
def quality(given: Given, line: Indicator) -> Worth:
    level = given.case.quality_level
    more = ("Faire le diagnostic (niveau 1)", "Mettre en œuvre le plan (niveau 2)", "Mesurer les résultats (niveau 3)")
    points, words = (line.fixed, [said(line.fixed)]) if level else (NOTHING, [])
    for name in ("level_2", "level_3")[: max(level - 1, 0)]:
        added, formula = given.variable(line.figures[name])
        points, words = points + added, [*words, formula]
    return Worth(points, " + ".join(words) or "0", more[level : level + 1])


@rule("cooperation_protocols")
def cooperation_protocols(given: Given, line: Indicator) -> Worth:
    return _each(given.case.cooperation_protocols, line, "Adhérer à un protocole national de coopération de plus")


@rule("heart_failure")
def heart_failure(given: Given, line: Indicator) -> Worth:
    if not given.case.heart_failure_pathway:
        return Worth(missing=("Mettre en place le parcours insuffisance cardiaque",))
    return Worth(*given.variable(line.variable))


@rule("child_obesity")
def child_obesity(given: Given, line: Indicator) -> Worth:
    """Two missions on any themes, or one on this theme; without any mission, read as nothing."""
    case = given.case
    on_theme = any(mission.theme == "child_obesity" for mission in case.public_health_missions)
    if not case.child_obesity_pathway:
        return Worth(missing=("Coordonner le parcours surpoids et obésité de l’enfant",))
    if case.missions() >= line.figures["missions"] or on_theme:
        return Worth(line.fixed, said(line.fixed))
    return Worth(missing=("Mener une mission de santé publique sur ce thème, ou une seconde sur un autre",))


@rule("is_standard")
def is_standard(given: Given, line: Indicator) -> Worth:
    system = given.case.information_system
    if system.label == "none":
        return Worth(missing=("S’équiper d’un logiciel labellisé",))
    figures, number = line.figures, given.case.associates
    first, beyond = min(number, int(figures["first"])), max(number - int(figures["first"]), 0)
    points = line.fixed + figures["each"] * first + figures["each_beyond"] * beyond
    formula = f"{said(line.fixed)} + {said(figures['each'])} × {first}"
    formula += f" + {said(figures['each_beyond'])} × {beyond}" if beyond else ""
    return Worth(points * system.prorata, _prorated(formula, system.prorata))


@rule("is_advanced")
def is_advanced(given: Given, line: Indicator) -> Worth:
    system = given.case.information_system
    if system.label != "advanced":
        return Worth(missing=("Passer au niveau avancé du label",))
    return Worth(line.fixed * system.prorata, _prorated(said(line.fixed), system.prorata))


def _prorated(formula: str, share: Fraction) -> str:
    return formula if share == 1 else f"({formula}) × {said_share(share)}"
