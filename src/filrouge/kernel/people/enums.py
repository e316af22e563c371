from django.db import models


class Profession(models.TextChoices):
    """Professions of a primary-care team. Stored values are ours; RPPS codes are mapped in ``imports/rpps.py``."""

    GP = "gp", "médecin généraliste"
    SPECIALIST = "specialist", "médecin spécialiste"
    NURSE = "nurse", "infirmier·e"
    ADVANCED_NURSE = "ipa", "infirmier·e en pratique avancée"
    PHYSIOTHERAPIST = "physio", "masseur-kinésithérapeute"
    PHARMACIST = "pharmacist", "pharmacien·ne"
    MIDWIFE = "midwife", "sage-femme"
    DENTIST = "dentist", "chirurgien-dentiste"
    PODIATRIST = "podiatrist", "pédicure-podologue"
    SPEECH_THERAPIST = "speech", "orthophoniste"
    ORTHOPTIST = "orthoptist", "orthoptiste"
    OCCUPATIONAL_THERAPIST = "ergo", "ergothérapeute"
    PSYCHOMOTOR_THERAPIST = "psychomotor", "psychomotricien·ne"
    PSYCHOLOGIST = "psychologist", "psychologue"
    DIETICIAN = "dietician", "diététicien·ne"
    ADAPTED_ACTIVITY = "apa", "enseignant·e en activité physique adaptée"
    MEDICAL_ASSISTANT = "assistant_medical", "assistant·e médical·e"
    SECRETARY = "secretary", "secrétaire"
    COORDINATOR = "coordinator", "coordinateur·rice"
    MEDIATOR = "mediator", "médiateur·rice en santé"
    SOCIAL_WORKER = "social", "assistant·e de service social"
    OTHER_CARE = "other_care", "autre profession de santé"
    OTHER = "other", "autre"


class Status(models.TextChoices):
    """What ties the person to the team."""

    ASSOCIATE = "associate", "associé·e de la SISA"
    SIGNATORY = "signatory", "signataire du projet de santé"
    EMPLOYEE = "employee", "salarié·e"
    TRAINEE = "trainee", "stagiaire"
    PARTNER = "partner", "partenaire extérieur"


class Weekday(models.IntegerChoices):
    MONDAY = 0, "lundi"
    TUESDAY = 1, "mardi"
    WEDNESDAY = 2, "mercredi"
    THURSDAY = 3, "jeudi"
    FRIDAY = 4, "vendredi"
    SATURDAY = 5, "samedi"


class ResponsibilityKind(models.TextChoices):
    MANAGER = "manager", "gérant·e"
    QUALITY = "quality", "référent·e qualité"
    INFORMATION_SYSTEM = "si", "référent·e système d’information"
    CRISIS = "crisis", "référent·e crise sanitaire"
    USERS = "users", "référent·e usagers"
    STUDENTS = "students", "référent·e étudiants"
    ACCESSIBILITY = "safety", "référent·e sécurité des locaux"
    HYGIENE = "hygiene", "référent·e hygiène et DASRI"
    ETP = "etp", "coordination de l’ETP"
    PRIVACY = "privacy", "référent·e protection des données"
    COORDINATION = "coordination", "coordination"
    OTHER = "other", "autre responsabilité"


class GroupKind(models.TextChoices):
    TEAM = "team", "équipe"
    BUREAU = "bureau", "bureau ou gérance"
    WORKING = "working", "groupe de travail"
    PROTOCOL = "protocol", "groupe protocole"
    STEERING = "steering", "comité de pilotage"
    USERS = "users", "comité d’usagers"


class ImportKind(models.TextChoices):
    TABLE = "table", "tableau"
    RPPS = "rpps", "extraction RPPS"
    VCARD = "vcard", "carnet d’adresses"


class ImportState(models.TextChoices):
    DRAFT = "draft", "à confirmer"
    APPLIED = "applied", "importé"
    UNDONE = "undone", "annulé"


# Who counts towards the minimum of a SISA (code de la santé publique, L4041-4: two doctors and one auxiliary).
DOCTORS = frozenset({Profession.GP, Profession.SPECIALIST})
MEDICAL_AUXILIARIES = frozenset(
    {
        Profession.NURSE,
        Profession.ADVANCED_NURSE,
        Profession.PHYSIOTHERAPIST,
        Profession.PODIATRIST,
        Profession.SPEECH_THERAPIST,
        Profession.ORTHOPTIST,
        Profession.OCCUPATIONAL_THERAPIST,
        Profession.PSYCHOMOTOR_THERAPIST,
        Profession.DIETICIAN,
    }
)
# Professions whose members may hold shares of a SISA. « Other care » may be an optician or an audiologist: not refused.
MAY_BE_ASSOCIATE = (
    DOCTORS
    | MEDICAL_AUXILIARIES
    | {Profession.PHARMACIST, Profession.MIDWIFE, Profession.DENTIST, Profession.OTHER_CARE}
)
