from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "filrouge.kernel.policy"
    label = "policy"
