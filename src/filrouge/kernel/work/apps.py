from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "filrouge.kernel.work"
    label = "work"
