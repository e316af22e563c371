from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "filrouge.kernel.search"
    label = "search"
