"""The application's own settings, and beside it the lean pages and a count of queries on request."""

from filrouge.config.settings import *  # noqa: F403
from filrouge.config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = ["bench", *INSTALLED_APPS]
ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.instruments.Instruments", *MIDDLEWARE]
