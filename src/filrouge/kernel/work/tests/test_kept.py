import pytest
from django.test import Client, RequestFactory

from filrouge.kernel.work.kept import COOKIE, LONGEST, Kept

CREATE = "/chastel/taches/nouvelle/"
TASK = {"title": "Rappeler la CPAM"}


def test_what_somebody_posts_is_said_to_their_browser(logged_in):
    first = logged_in.post(CREATE, TASK).cookies[COOKIE]
    second = logged_in.post(CREATE, TASK).cookies[COOKIE]

    assert (first["max-age"], first["path"], first["httponly"], first["samesite"]) == (2 * LONGEST, "/", True, "Lax")
    assert first.value != second.value
    assert len(first.value) == 8


def test_over_https_it_travels_nowhere_else(logged_in, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert logged_in.post(CREATE, TASK).cookies[COOKIE]["secure"] is True


def test_what_changes_nothing_says_nothing(logged_in):
    refused = logged_in.post(CREATE, {"title": ""})
    looked = logged_in.get(CREATE)
    unknown = Client().post(CREATE, TASK)

    assert (refused.status_code, looked.status_code, unknown.status_code) == (422, 200, 302)
    assert [COOKIE in answer.cookies for answer in (refused, looked, unknown)] == [False] * 3


@pytest.mark.parametrize("forged", ["", "0123456", "0123456789", "0123abcg", "ABCDEF01", "0123:abc", "0123abcd\n"])
def test_only_our_own_figures_are_read(membership, in_organisation, forged):
    def mark(cookie=None):
        request = RequestFactory().get("/")
        if cookie is not None:
            request.COOKIES[COOKIE] = cookie
        return Kept(membership, request).mark

    assert mark(forged) == mark() != mark("0123abcd")
