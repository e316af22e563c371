"""Settings of a worker started by a test in another process: the test's own database."""

import json
import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"].update(json.loads(os.environ["FILROUGE_TEST_WORKER_DATABASE"]))
