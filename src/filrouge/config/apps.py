from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Sources of the front end stay out of what is published."""

    ignore_patterns = ["CVS", ".*", "*~", "assets"]
