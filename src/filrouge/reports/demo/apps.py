from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "filrouge.reports.demo"
    label = "demo"
