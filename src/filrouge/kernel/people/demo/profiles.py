"""Who makes each of the three fictional teams: exactly the counts of associates and others of their profile."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.kernel.people.enums import GroupKind, Profession, ResponsibilityKind, Status

P, S = Profession, Status


@dataclass(frozen=True, slots=True)
class Seats:
    """So many people of one profession, with one tie."""

    profession: Profession
    count: int
    status: Status
    specialty: str = ""


@dataclass(frozen=True, slots=True)
class GroupPlan:
    name: str
    kind: GroupKind
    mandate: str = ""
    size: int = 0  # 0: everybody but trainees
    hours: int | None = None
    months_left: int | None = None


ASSOCIATES: dict[str, tuple[tuple[Profession, int], ...]] = {
    "A": ((P.GP, 3), (P.NURSE, 5), (P.PHYSIOTHERAPIST, 2), (P.PHARMACIST, 1), (P.PODIATRIST, 1),
          (P.SPEECH_THERAPIST, 1)),
    "B": ((P.GP, 5), (P.NURSE, 6), (P.PHYSIOTHERAPIST, 3), (P.MIDWIFE, 1), (P.PHARMACIST, 1),
          (P.SPEECH_THERAPIST, 1), (P.PODIATRIST, 1)),
    "C": ((P.GP, 9), (P.NURSE, 10), (P.ADVANCED_NURSE, 1), (P.PHYSIOTHERAPIST, 5), (P.PHARMACIST, 2),
          (P.MIDWIFE, 1), (P.DENTIST, 2), (P.SPEECH_THERAPIST, 2), (P.PODIATRIST, 1)),
}  # fmt: skip
OTHERS: dict[str, tuple[Seats, ...]] = {
    "A": (
        Seats(P.PSYCHOLOGIST, 1, S.SIGNATORY),
        Seats(P.DIETICIAN, 1, S.SIGNATORY, "visiteuse à domicile"),
        Seats(P.SECRETARY, 1, S.EMPLOYEE, "accueil, 6 h par jour"),
    ),
    "B": (
        Seats(P.NURSE, 1, S.SIGNATORY, "Asalée"),
        Seats(P.PSYCHOLOGIST, 1, S.SIGNATORY),
        Seats(P.SECRETARY, 2, S.EMPLOYEE, "accueil"),
        Seats(P.MEDICAL_ASSISTANT, 1, S.EMPLOYEE),
    ),
    "C": (
        Seats(P.PSYCHOLOGIST, 1, S.SIGNATORY),
        Seats(P.ADAPTED_ACTIVITY, 1, S.SIGNATORY),
        Seats(P.SOCIAL_WORKER, 1, S.SIGNATORY),
        Seats(P.MEDIATOR, 1, S.EMPLOYEE),
        Seats(P.SECRETARY, 4, S.EMPLOYEE, "accueil"),
        Seats(P.MEDICAL_ASSISTANT, 2, S.EMPLOYEE),
        Seats(P.GP, 1, S.EMPLOYEE, "salarié de la SISA"),
    ),
}
# Trainees are counted apart by the contract: names of their training.
TRAINEES: dict[str, tuple[tuple[Profession, str], ...]] = {
    "A": ((P.GP, "interne, SASPAS"), (P.NURSE, "étudiante en soins infirmiers")),
    "B": ((P.GP, "interne, SASPAS"), (P.GP, "interne, niveau 1"), (P.PHYSIOTHERAPIST, "étudiant en kinésithérapie")),
    "C": (
        (P.GP, "interne, SASPAS"), (P.GP, "interne, niveau 1"), (P.NURSE, "étudiante en soins infirmiers"),
        (P.ADVANCED_NURSE, "étudiant en pratique avancée"), (P.MIDWIFE, "étudiante sage-femme"),
        (P.PHARMACIST, "étudiant en pharmacie"),
    ),
}  # fmt: skip

WORKING = {
    "A": (
        GroupPlan("Groupe chutes", GroupKind.WORKING, "Repérer les chutes des plus de 75 ans et orienter vers les "
                  "ateliers équilibre.", 5, 30, 8),
        GroupPlan("Groupe pied diabétique", GroupKind.PROTOCOL, "Écrire et suivre le protocole du pied diabétique.",
                  5, 20, 4),
    ),
    "B": (
        GroupPlan("Groupe santé mentale 12–25 ans", GroupKind.WORKING, "Un parcours simple pour les jeunes qui vont mal"
                  " : repérage, premier entretien, relais.", 6, 40, 10),
        GroupPlan("Groupe obésité de l’enfant", GroupKind.WORKING, "Courbes, consultation dédiée, ateliers avec les "
                  "familles.", 6, 36, 6),
        GroupPlan("Groupe plaies", GroupKind.PROTOCOL, "Protocole plaies chroniques, photos et transmissions.", 5, 24,
                  3),
    ),
    "C": (
        GroupPlan("Groupe éducation thérapeutique", GroupKind.WORKING, "Deux programmes : diabète et cœur.", 8, 80, 12),
        GroupPlan("Groupe périnatalité et précarité", GroupKind.WORKING, "Suivre ensemble les futures mères sans "
                  "couverture ou sans logement stable.", 7, 60, 9),
        GroupPlan("Groupe dépistages", GroupKind.WORKING, "Frottis, sein, colorectal : aller vers ceux qu’on ne voit "
                  "pas.", 6, 40, 7),
        GroupPlan("Groupe protocoles IPA", GroupKind.PROTOCOL, "Suivi partagé des maladies chroniques stabilisées.", 6,
                  50, 5),
    ),
}  # fmt: skip
REFERENTS: dict[str, tuple[ResponsibilityKind, ...]] = {
    "A": (ResponsibilityKind.QUALITY, ResponsibilityKind.INFORMATION_SYSTEM, ResponsibilityKind.CRISIS),
    "B": (
        ResponsibilityKind.QUALITY, ResponsibilityKind.INFORMATION_SYSTEM, ResponsibilityKind.CRISIS,
        ResponsibilityKind.USERS, ResponsibilityKind.STUDENTS,
    ),
    "C": (
        ResponsibilityKind.QUALITY, ResponsibilityKind.INFORMATION_SYSTEM, ResponsibilityKind.CRISIS,
        ResponsibilityKind.USERS, ResponsibilityKind.STUDENTS, ResponsibilityKind.ACCESSIBILITY,
        ResponsibilityKind.PRIVACY,
    ),
}  # fmt: skip
