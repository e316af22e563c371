"""The words of the documents, in the full-text engine of each database, behind one set of functions.

Made after each migration like the walls between organisations, because the tables belong to no model. On SQLite the
organisation is a word of the index, so other organisations' rows are never visited; deleting a document deletes its
words by trigger. On PostgreSQL the words are a column of the document's table, under its row-level security. That
column has no GIN index on purpose: behind row-level security PostgreSQL uses none for « @@ », which is not leakproof,
so it reads the documents of the organisation, found by the index on it (11 ms for 8 000 documents).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from filrouge.kernel.search.models import Document
from filrouge.kernel.search.text import Terms, stems, surface
from filrouge.kernel.tenancy.scope import current_organisation_id

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    "tn, title, words, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    "CREATE TRIGGER IF NOT EXISTS search_document_gone AFTER DELETE ON search_document"
    " WHEN old.number IS NOT NULL BEGIN DELETE FROM search_index WHERE rowid = old.number; END",
)
HAS_WORDS = "SELECT 1 FROM information_schema.columns WHERE table_name = 'search_document' AND column_name = 'words'"
ADD_WORDS = "ALTER TABLE search_document ADD COLUMN words tsvector"
CONDITION = "words @@ to_tsquery('simple', %s)"
MATCH = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
RANKED_SQLITE = (
    "SELECT d.id, d.capability FROM search_index JOIN search_document d ON d.number = search_index.rowid"
    " WHERE d.organisation_id = %s AND search_index MATCH %s"
    " ORDER BY bm25(search_index, 0, 5, 4, 1), d.happened_on DESC, d.id LIMIT %s OFFSET %s"
)
RANKED_POSTGRESQL = (
    "SELECT d.id, d.capability FROM search_document d, to_tsquery('simple', %s) q"
    " WHERE d.organisation_id = %s AND d.words @@ q"
    " ORDER BY ts_rank(d.words, q) DESC, d.happened_on DESC NULLS LAST, d.id LIMIT %s OFFSET %s"
)


def raise_index(*, using: str = "default", **kwargs: Any) -> None:
    database = connections[using]
    with database.cursor() as cursor:
        if Document._meta.db_table not in database.introspection.table_names(cursor):
            return
        if database.vendor == "sqlite":
            for statement in SQLITE:
                cursor.execute(statement)
            return
        cursor.execute(HAS_WORDS)  # looked up first: after a flush, this runs as the role that owns nothing
        if cursor.fetchone() is None:
            cursor.execute(ADD_WORDS)


def lower_index(*, using: str = "default", **kwargs: Any) -> None:
    """Before migrations on SQLite: a trigger forbids remaking its table."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS search_document_gone")


def write(document: Document) -> None:
    """Index the words of a document already saved."""
    title, words, body = stems(document.title), surface(document.title), stems(document.body)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE search_document SET words = setweight(to_tsvector('simple', %s), 'A')"
                " || setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D')"
                " WHERE id = %s",
                [title, words, body, document.pk],
            )
            return
        token = organisation_token(current_organisation_id())
        if document.number is not None:
            cursor.execute("DELETE FROM search_index WHERE rowid = %s", [document.number])
        cursor.execute(
            "INSERT INTO search_index (rowid, tn, title, words, body) VALUES (%s, %s, %s, %s, %s)",
            [document.number, token, title, words, body],
        )
        if document.number is None:
            document.number = cursor.lastrowid
            document.save(update_fields=["number"])


def matching(documents: QuerySet[Document], organisation_id: UUID, terms: Terms) -> QuerySet[Document]:
    if connection.vendor == "postgresql":
        condition = RawSQL(CONDITION, [tsquery(terms)], output_field=BooleanField())  # noqa: S611 -- parameters
        return documents.filter(condition)
    return documents.filter(number__in=RawSQL(MATCH, [fts_query(organisation_id, terms)]))  # noqa: S611 -- parameters


def ranked(organisation_id: UUID, terms: Terms, *, start: int, count: int) -> list[tuple[UUID, str]]:
    """Ids and capabilities of the documents found. Best first: the title before the body, then the most recent."""
    parameters: list[str | int | UUID] = [organisation_id.hex, fts_query(organisation_id, terms), count, start]
    sql = RANKED_SQLITE
    if connection.vendor == "postgresql":
        sql, parameters = RANKED_POSTGRESQL, [tsquery(terms), organisation_id, count, start]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [(key if isinstance(key, UUID) else UUID(key), capability) for key, capability in cursor.fetchall()]


def organisation_token(organisation_id: UUID) -> str:
    return f"o{organisation_id.hex}"


def fts_query(organisation_id: UUID, terms: Terms) -> str:
    """Every word is quoted: operators typed by people stay words."""
    conditions = " AND ".join([*(f'"{word}"' for word in terms.stems), f'("{terms.last_stem}" OR "{terms.prefix}" *)'])
    return f'tn : "{organisation_token(organisation_id)}" AND {{title words body}} : ({conditions})'


def tsquery(terms: Terms) -> str:
    return " & ".join([*(f"'{word}'" for word in terms.stems), f"('{terms.last_stem}' | '{terms.prefix}':*)"])
