"""Pictures of pages, as a scanner would make them, drawn with whatever Chinese font the machine has."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.read.make_pages import HEIGHT, WIDTH, Placed

FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font; the test is skipped where there is none."""
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    pytest.skip("no Chinese font to draw with: fonts-wqy-zenhei or fonts-noto-cjk")


def width_in_font(character: str) -> float:
    """In the height of the type: a figure of this font is a little wider than half of it."""
    return font(100).getlength(character) / 100


def drawn(lines: Sequence[Placed], dpi: int = 150, width: float = WIDTH, height: float = HEIGHT) -> Image.Image:
    """A page of lines, black on white; its size is in millimetres."""
    dots = dpi / 25.4
    image = Image.new("L", (round(width * dots), round(height * dots)), 255)
    pen = ImageDraw.Draw(image)
    for line in lines:
        pen.text((line.x * dots, line.y * dots), line.text, font=font(round(line.size * dots)), fill=0, anchor="ls")
    return image


def encoded(image: Image.Image, format: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **more)
    return buffer.getvalue()
