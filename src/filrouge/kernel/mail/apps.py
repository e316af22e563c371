from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "filrouge.kernel.mail"
    label = "mail"
