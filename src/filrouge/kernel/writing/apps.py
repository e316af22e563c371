from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "filrouge.kernel.writing"
    label = "writing"
