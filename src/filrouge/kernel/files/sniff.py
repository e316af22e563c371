"""Tell what a file is from its content."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from filrouge.kernel.files import enums

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", enums.PDF),
    (0, b"\x89PNG\r\n\x1a\n", enums.PNG),
    (0, b"\xff\xd8\xff", enums.JPEG),
    (0, b"GIF87a", enums.GIF),
    (0, b"GIF89a", enums.GIF),
    (8, b"WEBP", enums.WEBP),
    (4, b"ftypheic", enums.HEIC),
    (4, b"ftypheix", enums.HEIC),
    (4, b"ftypmif1", enums.HEIC),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", enums.OLE),
)
EXECUTABLES = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"\xca\xfe\xba\xbe", b"#!")
ACTIVE_MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?php", b"<body", b"<head", b"<iframe")
OFFICE_FOLDERS = (("word/", enums.DOCX), ("xl/", enums.XLSX), ("ppt/", enums.PPTX))
OPEN_DOCUMENTS = (enums.ODT, enums.ODS, enums.ODP)


def is_executable(content: bytes) -> bool:
    return content.startswith(EXECUTABLES)


def is_active_markup(content: bytes) -> bool:
    """A page or a drawing that a browser would run."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(ACTIVE_MARKUP) or (
        start.startswith((b"<?xml", b"<!--")) and any(mark in start for mark in ACTIVE_MARKUP)
    )


def media_type_of(content: bytes, name: str) -> str:
    """The media type, or « » when it is none that the house keeps. The name only decides between kinds of text."""
    for offset, signature, media_type in SIGNATURES:
        if content[offset : offset + len(signature)] == signature:
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _zip_type(content)
    if is_executable(content) or is_active_markup(content) or not _is_text(content):
        return ""
    return _text_type(content, name)


def _zip_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return declared if declared in OPEN_DOCUMENTS else enums.ZIP
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""  # macros
    if "[Content_Types].xml" in names:
        for folder, media_type in OFFICE_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return media_type
    return enums.ZIP


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # « Texte Unicode » of Excel
        return len(content) % 2 == 0
    return b"\0" not in content


def _text_type(content: bytes, name: str) -> str:
    start = content[:64].lstrip(b"\xef\xbb\xbf").upper()
    if start.startswith(b"BEGIN:VCALENDAR"):
        return enums.CALENDAR
    if start.startswith(b"BEGIN:VCARD"):
        return enums.VCARD
    return enums.CSV if extension_of(name) in enums.EXTENSIONS[enums.CSV] else enums.TEXT


def extension_of(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")
