from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "filrouge.reports.coverage"
    label = "coverage"
    verbose_name = "activités de la coordination"
