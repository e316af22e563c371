"""From what a phone sends to what is kept: one upright JPEG of a reasonable size, with nothing of the phone in it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

import zxingcpp
from django.core.exceptions import ValidationError
from django.core.files.base import File
from PIL import Image, ImageOps

from filrouge.kernel.files import enums as kinds
from filrouge.kernel.files.validators import tidy_name, validate_size, validated_type

READ_SIDE = 4200  # pixels of the longest side while the code is looked for
KEPT_SIDE = 2400  # of what is kept: about 200 dots per inch of a page
QUALITY = 80
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
FORMATS = {kinds.JPEG: ("JPEG", "MPO"), kinds.PNG: ("PNG",), kinds.WEBP: ("WEBP",), kinds.HEIC: ("HEIF", "AVIF")}
# Megapixels opened at most: a JPEG is read already shrunk, the others fill the memory.
LARGEST = {kinds.JPEG: 110, kinds.PNG: 40, kinds.WEBP: 40, kinds.HEIC: 40}
MEGAPIXEL = 1_000_000
HEIC_REFUSED = (
    "La photo « %(name)s » est au format HEIC, qui ne se lit pas ici. Sur l’iPhone : Réglages, Appareil photo, Formats,"
    " « Le plus compatible », puis reprenez-la ; ou envoyez une capture d’écran de la photo."
)

BROKEN = "La photo « %(name)s » ne se lit pas : elle est abîmée ou incomplète. Reprenez-la, puis envoyez-la de nouveau."


@dataclass(frozen=True, slots=True)
class Photo:
    name: str
    jpeg: bytes
    digest: str  # SHA-256 of what was sent
    codes: tuple[str, ...]  # what the codes seen in the picture say


def read_photo(content: File[bytes]) -> Photo:
    """Raises ``ValidationError`` for what is no photo, or too large, or cannot be read."""
    name = tidy_name(content.name or "photo")
    validate_size(content.size, name)
    content.seek(0)
    raw = bytes(content.read(kinds.MAX_SIZE + 1))
    validate_size(len(raw), name)
    media_type = validated_type(raw, name, set(FORMATS))
    picture = _opened(raw, media_type, name)
    found = _codes(picture)
    if found:
        picture = _upright(picture, found[0].orientation)
    return Photo(name, _kept(picture), hashlib.sha256(raw).hexdigest(), tuple(code.text for code in found))


def _codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """As it is; then, when nothing is seen, with its greys stretched; then enlarged, for a sheet taken from afar."""
    grey = picture.convert("L")
    attempts: list[Callable[[], Image.Image]] = [lambda: grey, lambda: ImageOps.autocontrast(grey, cutoff=2)]
    if max(grey.size) < READ_SIDE // 2:
        attempts.append(lambda: grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS))
    for attempt in attempts:
        if found := [code for code in zxingcpp.read_barcodes(attempt(), formats=QR) if code.valid]:
            return found
    return []


def _opened(raw: bytes, media_type: str, name: str) -> Image.Image:
    if media_type == kinds.HEIC and not set(FORMATS[kinds.HEIC]) & set(Image.registered_extensions().values()):
        raise ValidationError(HEIC_REFUSED, code="heic", params={"name": name})
    try:
        image = Image.open(io.BytesIO(raw), formats=FORMATS[media_type])
        _refuse_huge(image, media_type, name)
        image.draft("RGB", (READ_SIDE, READ_SIDE))
        image.thumbnail((READ_SIDE, READ_SIDE), reducing_gap=None)
        return _on_white(ImageOps.exif_transpose(image))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name, LARGEST[media_type]) from error
    except Exception as error:  # a broken or hostile file makes a decoder raise anything
        message, code = (HEIC_REFUSED, "heic") if media_type == kinds.HEIC else (BROKEN, "unreadable")
        raise ValidationError(message, code=code, params={"name": name}) from error


def _refuse_huge(image: Image.Image, media_type: str, name: str) -> None:
    if image.width * image.height > LARGEST[media_type] * MEGAPIXEL:
        raise _too_large(name, LARGEST[media_type])


def _too_large(name: str, most: int) -> ValidationError:
    return ValidationError(
        "La photo « %(name)s » est trop grande : %(most)d mégapixels au plus. Baissez la définition de l’appareil, ou"
        " envoyez une capture d’écran.",
        code="too_large",
        params={"name": name, "most": most},
    )


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layers = image.convert("RGBA")
        page = Image.new("RGBA", layers.size, "white")
        page.alpha_composite(layers)
        image = page
    return image.convert("RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turned by quarters so that the code, printed upright, is upright."""
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    quarter = round(orientation / 90) * 90 % 360
    return image.transpose(turns[quarter]) if quarter else image


def _kept(image: Image.Image) -> bytes:
    """Encoded anew from its pixels: place, date and model of the phone are gone."""
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    kept = io.BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
