from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "filrouge.kernel.people"
    label = "people"
