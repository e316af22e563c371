from django.db import models


class Theme(models.TextChoices):
    ACI = "aci", "ACI"
    PROJECT = "project", "projet de santé et protocoles"
    ASSEMBLY = "assembly", "assemblées"
    TAX = "tax", "comptes et impôts"
    STAFF = "staff", "salariés"
    REPLACEMENTS = "replacements", "professionnels et remplacements"
    PREMISES = "premises", "locaux et sécurité"
    EQUIPMENT = "equipment", "matériel"
    WASTE = "waste", "déchets (DASRI)"
    CRISIS = "crisis", "crise sanitaire"
    ETP = "etp", "éducation thérapeutique (ETP)"
    PRIVACY = "privacy", "données personnelles (RGPD)"
    CONTRACT = "contract", "contrats"
    OTHER = "other", "autre"


class Responsible(models.TextChoices):
    """The role that answers for a deadline; the names come from the responsibilities of the team."""

    COORDINATION = "coordination", "coordination"
    MANAGER = "manager", "gérance"
    ACCOUNTANT = "accountant", "expert-comptable"
    SAFETY = "safety", "référent·e sécurité des locaux"
    HYGIENE = "hygiene", "référent·e hygiène et DASRI"
    CRISIS = "crisis", "référent·e crise sanitaire"
    QUALITY = "quality", "référent·e qualité"
    ETP = "etp", "coordination de l’ETP"
    PRIVACY = "privacy", "référent·e protection des données"
    LANDLORD = "landlord", "propriétaire des locaux"
    PROFESSIONAL = "professional", "chaque professionnel"


class Feature(models.TextChoices):
    """What the team ticks. The rules of ``rules/*.toml`` name these codes."""

    ACI = "aci", "Contrat ACI signé"
    HEALTH_PROJECT = "health_project", "Projet de santé signé"
    SISA = "sisa", "SISA"
    ASSOCIATION = "association", "Association"
    THIRD_PARTIES = "third_parties", "Honoraires versés à des non-associés (plus de 2 400 € par an chacun)"
    ETP = "etp", "Programme d’éducation thérapeutique (ETP)"
    COOPERATION = "cooperation", "Protocoles de coopération"
    REPLACEMENTS = "replacements", "Remplacements par des étudiants"
    RENTED = "rented", "Locaux loués (commune, SCI, bailleur)"
    ALARM = "alarm", "Alarme ou éclairage de secours"
    HEATING = "heating", "Chaudière ou chauffage collectif"
    LIFT = "lift", "Ascenseur"
    DEFIBRILLATOR = "defibrillator", "Défibrillateur"
    AUTOCLAVE = "autoclave", "Autoclave"
    DEVICES = "devices", "Dispositifs médicaux à contrôler (ECG, échographe…)"
    EMERGENCY_KIT = "emergency_kit", "Chariot ou sac d’urgence"
    FRIDGE = "fridge", "Réfrigérateur à vaccins"


class Confidence(models.TextChoices):
    HIGH = "high", "sûr"
    MEDIUM = "medium", "probable"
    LOW = "low", "à confirmer"
    OWN = "own", "fixé par l’équipe"


class DueState(models.TextChoices):
    OPEN = "open", "à faire"
    DONE = "done", "fait"
    DROPPED = "dropped", "sans objet"


class Choice(models.TextChoices):
    """What is decided of a contract before its notice."""

    RENEW = "renew", "renouveler"
    NEGOTIATE = "negotiate", "renégocier"
    END = "end", "résilier"


class Month(models.IntegerChoices):
    JANUARY = 1, "janvier"
    FEBRUARY = 2, "février"
    MARCH = 3, "mars"
    APRIL = 4, "avril"
    MAY = 5, "mai"
    JUNE = 6, "juin"
    JULY = 7, "juillet"
    AUGUST = 8, "août"
    SEPTEMBER = 9, "septembre"
    OCTOBER = 10, "octobre"
    NOVEMBER = 11, "novembre"
    DECEMBER = 12, "décembre"
