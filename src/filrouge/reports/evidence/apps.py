from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "filrouge.reports.evidence"
    label = "evidence"
