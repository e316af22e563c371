"""ZIP written while it is sent or into a file, with a manifest that proves the content without the program."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any, TypeAlias

from django.utils import timezone

from filrouge.kernel.documents.text import clean

MANIFEST = "manifeste.csv"
SUMS = "empreintes.sha256"

Lines = list[tuple[str, int, str]]  # sha256, size in bytes, path

DosTime: TypeAlias = tuple[int, int, int, int, int, int]
_EARLIEST: DosTime = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. `path` uses « / »; `content` may be a generator of chunks; `modified` is naive local time,
    shown as such."""

    path: str
    content: bytes | Iterable[bytes]
    modified: datetime


class _Pipe(io.RawIOBase):
    """Keeps what the archive writes until it is taken; not seekable, so zipfile writes sizes after the
    data."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        chunk = bytes(data)  # type: ignore[call-overload]  # any buffer
        self._chunks.append(chunk)
        return len(chunk)

    def take(self) -> bytes:
        taken, self._chunks = b"".join(self._chunks), []
        return taken


def stream_zip(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Chunks of the archive. The last file, `manifeste.csv`, lists sha256, size in bytes and path of all the
    others.

    Paths are made safe (no « .. », no absolute path) and unique (« rapport (2).pdf »).
    """
    pipe = _Pipe()
    for _written in _filled(pipe, entries, MANIFEST, _manifest, zipfile.ZIP_DEFLATED):
        yield pipe.take()
    yield pipe.take()


def write_zip(target: IO[bytes], entries: Iterable[Entry]) -> None:
    """The archive in a file that can be sought: the same entries, the same bytes, on any machine.

    Nothing is compressed, since compressors differ. The last file, `empreintes.sha256`, is what `sha256sum -c` reads.
    """
    for _written in _filled(target, entries, SUMS, _sums, zipfile.ZIP_STORED):
        pass


def _filled(
    target: Any, entries: Iterable[Entry], listing: str, listed: Callable[[Lines], bytes], compression: int
) -> Iterator[None]:
    """Stops after each chunk, the last time once the archive is closed."""
    lines, latest, taken = Lines(), _EARLIEST, {listing}
    with zipfile.ZipFile(target, "w", compression) as archive:
        for entry in entries:
            path = _unique(_safe(entry.path), taken)
            digest, size = hashlib.sha256(), 0
            info = _info(path, _dos_time(entry.modified), compression)
            with archive.open(info, "w", force_zip64=False) as member:
                for chunk in [entry.content] if isinstance(entry.content, bytes) else entry.content:
                    digest.update(chunk)
                    size += len(chunk)
                    member.write(chunk)
                    yield
            lines.append((digest.hexdigest(), size, path))
            latest = max(latest, _dos_time(entry.modified))
        archive.writestr(_info(listing, latest, compression), listed(lines))
    yield


def _sums(lines: Lines) -> bytes:
    return "".join(f"{digest}  {path}\n" for digest, _size, path in lines).encode()


def _manifest(lines: Lines) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(["sha256", "taille en octets", "fichier"])
    writer.writerows(lines)
    return ("\ufeff" + buffer.getvalue()).encode()


def _dos_time(moment: datetime) -> DosTime:
    """Local time; the format knows the years 1980 to 2107 only."""
    local = timezone.make_naive(moment) if timezone.is_aware(moment) else moment
    year = max(1980, min(local.year, 2107))
    return (year, local.month, local.day, local.hour, local.minute, local.second)


def _info(path: str, modified: DosTime, compression: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, modified)
    info.compress_type = compression
    info.create_system = 3  # Unix, wherever it is made
    info.external_attr = 0o644 << 16
    return info


def _safe(path: str) -> str:
    parts = [_safe_part(part) for part in path.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part) or "sans nom"


def _safe_part(part: str) -> str:
    """A name that Windows accepts too, at most 120 characters, extension kept."""
    name = re.sub(r'[<>:"|?*]', "-", re.sub(r"[\n\t]", " ", clean(part))).strip(" .")
    if len(name) > 120:
        suffix = PurePosixPath(name).suffix[:12]
        name = name[: 120 - len(suffix)].rstrip(" .") + suffix
    return name


def _unique(path: str, taken: set[str]) -> str:
    candidate, number = path, 2
    while candidate.lower() in taken:
        pure = PurePosixPath(path)
        candidate, number = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}")), number + 1
    taken.add(candidate.lower())
    return candidate
