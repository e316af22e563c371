from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "filrouge.reports.calendar"
    label = "agenda"
