from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "filrouge.kernel.documents"
    label = "documents"
    verbose_name = "documents"
