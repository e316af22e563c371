from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "filrouge.modules.maturity"
    label = "maturity"
    verbose_name = "maturité"
