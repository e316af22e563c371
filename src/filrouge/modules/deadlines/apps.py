from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "filrouge.modules.deadlines"
    label = "deadlines"
    verbose_name = "échéances"
