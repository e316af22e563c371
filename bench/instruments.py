"""Serves the lean pages through Django's usual middleware only, and counts queries when a request asks for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

PREFIX = "/lean/"
HEADER = "X-Bench"
# What `django-admin startproject` writes: the least a page with a session goes through.
USUAL_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "SELECT SET_CONFIG")


class LeanHandler(BaseHandler):
    def __init__(self) -> None:
        super().__init__()
        ours, settings.MIDDLEWARE = settings.MIDDLEWARE, USUAL_MIDDLEWARE
        try:
            self.load_middleware()
        finally:
            settings.MIDDLEWARE = ours


class Counter:
    """Counts statements that read or write; opening transactions and scopes visits no table."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += not sql.lstrip().upper().startswith(TRANSACTIONS)
        return execute(sql, params, many, context)


class Instruments:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.ours = get_response
        self.lean: Callable[[HttpRequest], Any] = LeanHandler().get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.lean if request.path.startswith(PREFIX) else self.ours
        if HEADER not in request.headers:
            return answer(request)
        counter, started = Counter(), time.thread_time()
        with connection.execute_wrapper(counter):
            response = answer(request)
        spent = 1000 * (time.thread_time() - started)  # what the page costs, however busy the machine is
        response[HEADER] = f"queries={counter.count} cpu={spent:.3f} process={os.getpid()}"
        return response
