from django.db import models


class Base(models.TextChoices):
    EXPECTED = "expected", "Ce que l’ACI de l’année devrait rapporter"
    SECURED = "secured", "Ce qui est déjà prouvé"
    TYPED = "typed", "Un autre montant"
