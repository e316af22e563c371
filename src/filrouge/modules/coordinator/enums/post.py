from django.db import models


class FundingSource(models.TextChoices):
    ACI = "aci", "ACI, fonction de coordination"
    ARS = "ars", "ARS"
    TOWN = "town", "commune ou intercommunalité"
    AREA = "area", "département ou région"
    MEMBERS = "members", "participation des associés"
    SHARED = "shared", "autre équipe, poste partagé"
    PROJECT = "project", "projet ou action"
    OTHER = "other", "autre"


class FundingState(models.TextChoices):
    SECURED = "secured", "acquis"
    ASKED = "asked", "demandé"
    PLANNED = "planned", "à demander"


class Audience(models.TextChoices):
    """Who is asked to keep the post: the same facts, not in the same order."""

    MANAGERS = "gerance", "la gérance"
    INSURER = "cpam", "la CPAM et l’ARS"
    TOWN = "mairie", "la commune"
