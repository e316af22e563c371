import logging

import pytest

from filrouge.config.logs import HideSecrets


@pytest.mark.parametrize(
    ("message", "arguments", "written"),
    [
        ("%s: %s", ("Not Found", "/msp/lien/AaIBy_OIe7uR/"), "Not Found: /msp/lien/…/"),
        ("%s", ("/msp/courrier/arret/AaIBy_OIe7uR/work.released/",), "/msp/courrier/arret/…/work.released/"),
        ("GET /compte/invitation/abc.def:ghi/ failed", (), "GET /compte/invitation/…/ failed"),
        ("status=%s", (422,), "status=422"),
    ],
)
def test_the_log_holds_no_key(message, arguments, written):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, arguments, None)

    HideSecrets().filter(record)

    assert record.getMessage() == written
