from django.apps import AppConfig


class AnnualConfig(AppConfig):
    name = "filrouge.reports.annual"
    label = "annual"
    verbose_name = "rapport d’activité"
