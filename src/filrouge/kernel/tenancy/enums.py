from django.db import models


class OrganisationKind(models.TextChoices):
    MSP = "msp", "maison de santé pluriprofessionnelle"
    ESP = "esp", "équipe de soins primaires"
    HEALTH_CENTRE = "centre", "centre de santé"
    CPTS = "cpts", "communauté professionnelle territoriale de santé"
    FEDERATION = "federation", "fédération"


class LegalForm(models.TextChoices):
    SISA = "sisa", "SISA"
    ASSOCIATION = "association", "association loi 1901"
    SCM = "scm", "société civile de moyens"
    OTHER = "other", "autre forme"


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "coordination"
    MANAGER = "manager", "gérance"
    ASSISTANT = "assistant", "assistance"
    PROFESSIONAL = "professional", "professionnel de l’équipe"
    EMPLOYEE = "employee", "salarié"
    ACCOUNTANT = "accountant", "expert-comptable"
    GUEST = "guest", "personne invitée"
    OBSERVER = "observer", "fédération (chiffres seulement)"


class SchoolZone(models.TextChoices):
    A = "Zone A", "zone A"
    B = "Zone B", "zone B"
    C = "Zone C", "zone C"
    NONE = "", "outre-mer ou Corse : pas de zone"
