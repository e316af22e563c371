from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "filrouge.kernel.accounts"
    label = "accounts"
