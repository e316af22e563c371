from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "filrouge.reports.help"
    label = "help"
