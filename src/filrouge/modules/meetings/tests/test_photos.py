"""What a phone sends, good or hostile, turned into what is kept."""

import io
import random
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from filrouge.kernel.documents.render_pdf import render_pictures
from filrouge.modules.meetings.demo.paper import photograph
from filrouge.modules.meetings.exports import attendance_document
from filrouge.modules.meetings.exports.attendance import sheet_address
from filrouge.modules.meetings.imports import read_photo
from tests.factories import MeetingFactory, ParticipantFactory


def sent(image, name="IMG_2041.jpg", kind="JPEG", **options):
    raw = io.BytesIO()
    image.save(raw, kind, **options)
    return ContentFile(raw.getvalue(), name=name)


@pytest.fixture
def page(in_organisation):
    """The printed sheet of a meeting of twelve, and its address."""
    meeting = MeetingFactory(title="RCP plaies")
    ParticipantFactory.create_batch(12, meeting=meeting)
    return render_pictures(attendance_document(meeting), ppi=200)[0], sheet_address(meeting)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
@pytest.mark.parametrize("tilt", [-9, 0, 6])
def test_the_code_of_a_photographed_sheet_is_read_and_the_sheet_comes_back_upright(page, quarter, tilt):
    picture, address = page

    photo = read_photo(sent(photograph(picture, random.Random(7), tilt=tilt, quarter=quarter), quality=55))

    kept = Image.open(io.BytesIO(photo.jpeg))
    assert photo.codes == (address,)
    assert kept.height > kept.width


@pytest.mark.parametrize("side", [3900, 1900, 1200])
def test_a_sheet_is_read_from_a_large_photo_as_from_a_small_one(page, side):
    picture, address = page
    large = photograph(picture, random.Random(3), side=side).resize((side * 3 // 4, side))

    photo = read_photo(sent(large, quality=70))

    assert photo.codes == (address,)
    assert max(Image.open(io.BytesIO(photo.jpeg)).size) <= 2400


@pytest.mark.parametrize(("kind", "name"), [("PNG", "feuille.png"), ("WEBP", "feuille.webp"), ("JPEG", "feuille.jpeg")])
def test_the_three_formats_are_read(page, kind, name):
    picture, address = page

    photo = read_photo(sent(photograph(picture, random.Random(1)), name, kind))

    assert photo.codes == (address,)
    assert photo.jpeg[:3] == b"\xff\xd8\xff"


def test_a_phone_that_says_how_it_was_held_is_believed_and_its_place_is_forgotten(page):
    picture, address = page
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it upright
    exif[0x0110] = "Téléphone de Camille"
    exif.get_ifd(0x8825)[1] = "N"
    held = photograph(picture, random.Random(5)).rotate(90, expand=True)

    photo = read_photo(sent(held, exif=exif.tobytes()))

    kept = Image.open(io.BytesIO(photo.jpeg))
    assert photo.codes == (address,)
    assert (dict(kept.getexif()), kept.info.get("exif"), b"Camille" in photo.jpeg) == ({}, None, False)


def test_a_photo_without_any_code_is_kept_all_the_same():
    photo = read_photo(sent(Image.new("RGB", (800, 600), "white")))

    assert photo.codes == ()
    assert Image.open(io.BytesIO(photo.jpeg)).size == (800, 600)


def test_what_is_transparent_is_read_on_white():
    photo = read_photo(sent(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "vide.png", "PNG"))

    assert Image.open(io.BytesIO(photo.jpeg)).getpixel((20, 20)) == (255, 255, 255)


def png_of(width, height, data=b""):
    """A PNG that says its size, whatever it holds."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def heic():
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(600)


def half_of(image):
    raw = io.BytesIO()
    image.save(raw, "JPEG")
    return raw.getvalue()[: len(raw.getvalue()) // 2]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.heic", heic(), "format HEIC"),
        ("photo.jpg", b"", "est vide"),
        ("photo.jpg", b"\xff\xd8\xff" + bytes(5000), "ne se lit pas"),
        ("photo.png", png_of(30, 30, b"rien"), "ne se lit pas"),
        ("photo.png", png_of(60_000, 60_000), "mégapixels"),
        ("photo.png", png_of(9_000, 9_000, zlib.compress(bytes(1000))), "mégapixels"),
        ("photo.jpg", b"MZ" + bytes(500), "est un programme"),
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page web"),
        ("feuille.pdf", b"%PDF-1.7 rien", "est un document PDF"),
        ("../../etc/passwd.jpg", b"root:x:0:0", "est un fichier texte"),
    ],
)
def test_what_is_no_photo_is_refused_in_a_sentence(name, content, sentence):
    with pytest.raises(ValidationError) as refused:
        read_photo(ContentFile(content, name=name))

    assert sentence in " ".join(refused.value.messages)


def test_a_photo_cut_by_the_network_is_refused():
    noise = Image.effect_noise((900, 900), 80).convert("RGB")

    with pytest.raises(ValidationError, match="abîmée ou incomplète"):
        read_photo(ContentFile(half_of(noise), name="photo.jpg"))


def test_the_same_photo_gives_the_same_file_and_the_same_digest():
    image = Image.effect_noise((300, 400), 60).convert("RGB")

    first, again = (read_photo(sent(image)) for _ in range(2))

    assert (first.digest, first.jpeg) == (again.digest, again.jpeg)
