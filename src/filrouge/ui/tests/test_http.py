import json

from django.http import HttpResponse

from filrouge.ui.http import with_toast


def test_a_toast_travels_in_a_plain_ascii_header():
    response = with_toast(HttpResponse(), "Présence notée.")

    assert response["HX-Trigger"].isascii()
    assert json.loads(response["HX-Trigger"]) == {"toast": {"text": "Présence notée.", "level": "success"}}
