"""Test-only middleware: a safe method that writes anything but the session or the cache fails."""

from django.db import connection

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK TO", "WITH", "EXPLAIN", "PRAGMA", "BEGIN", "COMMIT")
ALLOWED_TABLES = ('"django_session"', '"cache"')


def refuse_writes(execute, sql, params, many, context):
    reads = sql.lstrip(" \n(")  # a union begins with a bracket on PostgreSQL
    if not reads.upper().startswith(READS) and not any(table in sql for table in ALLOWED_TABLES):
        raise AssertionError(f"a safe method wrote to the database: {sql[:120]}")
    return execute(sql, params, many, context)


def safe_methods_do_not_write(get_response):
    def middleware(request):
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return get_response(request)

    return middleware
