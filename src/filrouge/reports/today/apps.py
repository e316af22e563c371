from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "filrouge.reports.today"
    label = "today"
