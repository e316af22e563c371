from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "filrouge.reports.search"
    label = "search_page"
