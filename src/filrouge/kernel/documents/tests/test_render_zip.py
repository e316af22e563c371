# ruff: noqa: DTZ001 -- a spreadsheet and a ZIP know local time only
import csv
import hashlib
import io
import zipfile
from datetime import datetime

from filrouge.kernel.documents.render_zip import MANIFEST, SUMS, Entry, stream_zip, write_zip

NOON = datetime(2026, 3, 12, 12, 0)


def opened(*entries):
    return zipfile.ZipFile(io.BytesIO(b"".join(stream_zip(entries))))


def test_archive_holds_the_files_and_a_manifest_of_their_fingerprints():
    with opened(Entry("réunions/compte rendu.pdf", b"abc", NOON), Entry("b.txt", iter([b"d", b"ef"]), NOON)) as archive:
        rows = list(csv.reader(io.StringIO(archive.read(MANIFEST).decode("utf-8-sig")), delimiter=";"))

        assert (archive.testzip(), archive.read("b.txt"), rows) == (
            None,
            b"def",
            [
                ["sha256", "taille en octets", "fichier"],
                [hashlib.sha256(b"abc").hexdigest(), "3", "réunions/compte rendu.pdf"],
                [hashlib.sha256(b"def").hexdigest(), "3", "b.txt"],
            ],
        )


def test_paths_cannot_leave_the_folder_and_stay_unique():
    paths = ["../../etc/passwd", "/abs.txt", "C:\\x\\y.txt", "a.txt", "A.txt", "manifeste.csv", "..", "q?.pdf"]
    with opened(*(Entry(path, b"", NOON) for path in paths)) as archive:
        assert archive.namelist() == [
            "etc/passwd",
            "abs.txt",
            "C-/x/y.txt",
            "a.txt",
            "A (2).txt",
            "manifeste (2).csv",
            "sans nom",
            "q-.pdf",
            "manifeste.csv",
        ]


def test_long_name_keeps_its_extension():
    with opened(Entry("x" * 300 + ".pdf", b"", NOON)) as archive:
        assert archive.namelist()[0] == "x" * 116 + ".pdf"


def test_same_entries_give_the_same_bytes():
    first, second = (b"".join(stream_zip([Entry("a", b"x", NOON)])) for _ in range(2))

    assert first == second


def test_archive_is_streamed_while_it_is_made():
    seen = []

    def entries():
        for number in range(3):
            seen.append(number)
            yield Entry(f"{number}.bin", hashlib.sha256(bytes([number])).digest() * 4000, NOON)

    stream = stream_zip(entries())
    next(stream)

    assert seen == [0]


def test_in_a_file_nothing_is_compressed_and_the_sums_are_those_of_sha256sum():
    written = io.BytesIO()
    write_zip(written, [Entry("é/a.txt", iter([b"a" * 900, b"b"]), NOON), Entry("b.txt", b"", NOON)])

    with zipfile.ZipFile(written) as archive:
        infos = archive.infolist()
        first, second = archive.read(SUMS).decode().splitlines()
    assert first == f"{hashlib.sha256(b'a' * 900 + b'b').hexdigest()}  é/a.txt"
    assert second.endswith("  b.txt")
    assert {(info.compress_type, info.date_time, info.flag_bits & 8) for info in infos} == {
        (0, (2026, 3, 12, 12, 0, 0), 0)
    }
