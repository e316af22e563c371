"""Invented ink and invented photographs: what a pen leaves on a sheet, and what a phone makes of the sheet."""

from __future__ import annotations

import io
import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter

INK = (26, 42, 108)
DESK = (112, 98, 84)


def signature(chance: Random, *, width: int = 420, height: int = 160) -> bytes:
    """A scribble of loops that leans to the right, on nothing, as the pad of a phone gives it."""
    scale = 2
    picture = Image.new("RGBA", (width * scale, height * scale), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    loops, lean, phase = chance.uniform(3, 6), chance.uniform(0.1, 0.5), chance.uniform(0, math.tau)
    heights = [chance.uniform(0.25, 1) for _ in range(8)]
    points = []
    for step in range(240):
        along = step / 239
        swing = math.sin(along * loops * math.tau + phase)
        tall = heights[int(along * 7.99)] * (1 - 0.5 * along)
        x = width * (0.06 + 0.86 * along + 0.05 * math.cos(along * loops * math.tau)) - lean * swing * 14
        y = height * (0.55 - 0.36 * swing * tall)
        points.append((x * scale, y * scale))
    pen.line(points, fill=(*INK, 255), width=3 * scale, joint="curve")
    if chance.random() < 0.6:  # a flourish under the name
        y = height * 0.86 * scale
        pen.line([(width * 0.15 * scale, y), (width * 0.9 * scale, y - 20 * scale)], fill=(*INK, 255), width=3 * scale)
    png = io.BytesIO()
    picture.resize((width, height), Image.Resampling.LANCZOS).quantize(16).save(png, "PNG", optimize=True)
    return png.getvalue()


def photograph(page: bytes, chance: Random, *, tilt: float = 3.0, quarter: int = 0, side: int = 1900) -> Image.Image:
    """A page as a hurried phone sees it: askew on a desk, in uneven light, slightly blurred, with grain."""
    sheet = Image.open(io.BytesIO(page)).convert("RGB")
    margin = sheet.width // 9
    scene = Image.new("RGB", (sheet.width + 2 * margin, sheet.height + 2 * margin), DESK)
    scene.paste(sheet, (margin, margin))
    scene = scene.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=DESK)
    scene = Image.composite(scene, scene.point(lambda value: int(value * 0.72)), _light(scene.size, chance))
    scene.thumbnail((side, side), Image.Resampling.BILINEAR)
    grain = Image.frombytes("L", scene.size, chance.randbytes(scene.width * scene.height)).convert("RGB")
    scene = Image.blend(scene.filter(ImageFilter.GaussianBlur(0.7)), grain, 0.07)
    return scene.rotate(90 * quarter, expand=True)


def _light(size: tuple[int, int], chance: Random) -> Image.Image:
    """A window on one side: white where the light falls, grey on the other edge."""
    gradient = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270)))
    return gradient.resize(size, Image.Resampling.BILINEAR)
