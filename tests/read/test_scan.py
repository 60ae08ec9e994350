import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageStat

from gongbao.errors import RejectedError
from gongbao.model import Code, Document, Kind
from gongbao.read import scan
from gongbao.read.documents import read_document
from gongbao.read.page.order import Line
from gongbao.read.scan import images, read_image, recognise
from gongbao.run.document import Engine
from tests.read.make_ofd import ofd, picture
from tests.read.make_pages import Placed, set_in_columns
from tests.read.make_scan import drawn, encoded, width_in_font
from tests.read.told import figures

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text(encoding="utf-8")
needs_ocr = pytest.mark.skipif(not scan.available(), reason="the extra ocr is not installed")

SHORT = [
    Placed("全市收入532.39亿元", 10, 20, 6),
    Placed("增长5.4%，支出减少", 10, 32, 6),
    Placed("民生支出169.3亿元", 10, 44, 6),
]
TEXTS = [line.text for line in SHORT]


def short_page(dpi: int = 100) -> Image.Image:
    return drawn(SHORT, dpi, width=90, height=60)


@cache
def short_lines() -> list[Line]:
    return recognise(short_page(), 100 / 72)


# A page takes the recogniser seconds: of the sentences of the seed page that have amounts, half stand in one column,
# half in three.
WITH_AMOUNTS = ["".join(re.findall("[^。]*[元万][^。]*。?", line)) for line in SEED.splitlines() if "元" in line]


@needs_ocr
@pytest.mark.parametrize(
    ("paragraphs", "columns", "size", "amounts"),
    [
        pytest.param(WITH_AMOUNTS[:5], 1, 3.2, 9, id="一栏"),
        pytest.param(WITH_AMOUNTS[5:], 3, 4.2, 13, id="三栏"),
    ],
)
def test_the_seed_page_scanned_gives_its_amounts(
    paragraphs: list[str], columns: int, size: float, amounts: int
) -> None:
    text = "\n".join(paragraphs)
    pages = set_in_columns(text, columns, size, header="财政简报", measure=width_in_font)
    first, *others = (drawn(page, 110) for page in pages)
    document = read_document(encoded(first, "TIFF", save_all=True, append_images=others, dpi=(110, 110)), "a.tiff")
    engine = Engine()
    wanted = Counter(figures(engine, Document("a.txt", text)))
    assert sum(number for (kind, _), number in wanted.items() if kind is Kind.MONEY) == amounts
    lost = wanted - Counter(figures(engine, document))
    assert lost.total() <= 1
    assert [figure for figure in lost if figure[0] is Kind.MONEY] == []
    assert document.codes == (Code.READ_BY_OCR,)
    assert all(page.confidence is not None and page.confidence > 0.9 for page in document.pages)


@needs_ocr
@pytest.mark.parametrize(
    ("format", "name"),
    [
        pytest.param("PNG", "a.png", id="PNG"),
        pytest.param("JPEG", "a.jpg", id="JPEG"),
        pytest.param("BMP", "a.bmp", id="BMP"),
        pytest.param("TIFF", "a.tif", id="TIFF"),
    ],
)
def test_lines_of_a_picture_are_read_in_place(format: str, name: str) -> None:
    document = read_document(encoded(short_page(), format, dpi=(100, 100)), name)
    assert document.text.splitlines() == TEXTS
    assert document.boxes is not None
    place = document.text.index("亿")
    left, top, right, bottom = (side * 25.4 / 72 for side in document.boxes[4 * place : 4 * place + 4])
    before = 10 + 6 * sum(map(width_in_font, "全市收入532.39"))
    assert abs((left + right) / 2 - (before + 3)) < 3
    assert top < 17 < bottom < 25
    (told,) = document.complaints
    assert re.fullmatch(r"page 1 \(confidence (0\.9\d\d|1\.000)\) read by character recognition", told)


@needs_ocr
def test_a_strip_of_one_line_is_read() -> None:
    strip = drawn([Placed("全市收入532.39亿元", 2, 8, 6)], 100, width=300, height=10)
    assert [line.text for line in recognise(strip, 100 / 72)] == ["全市收入532.39亿元"]


@needs_ocr
@pytest.mark.parametrize("turn", [180, 270])
def test_a_page_on_its_side_or_head_is_read(turn: int) -> None:
    lines = recognise(short_page().rotate(turn, expand=True), 100 / 72)
    assert [line.text for line in lines] == TEXTS
    upright = short_lines()[0].box
    long = max(lines[0].box[2] - lines[0].box[0], lines[0].box[3] - lines[0].box[1])
    assert long == pytest.approx(upright[2] - upright[0], rel=0.1)


@needs_ocr
def test_a_picture_that_scrolls_on_is_read_in_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [Placed(f"第{n}条收入{n}亿元", 2, 8 + 12 * n, 4) for n in range(1, 26)]
    # Made to fit as a whole, its characters would be four dots high.
    monkeypatch.setattr(scan, "_LONGEST_SIDE", 340)
    monkeypatch.setattr(scan, "_SHORT_SIDE", 100)
    monkeypatch.setattr(scan, "_SHORTEST", 100)
    document = read_image(encoded(drawn(lines, 75, width=40, height=320), "PNG"), "a.png")
    assert document.text.splitlines() == [line.text for line in lines]


@needs_ocr
def test_pages_of_a_tiff_are_pages_and_a_blank_one_is_told() -> None:
    blank = Image.new("L", (300, 200), 255)
    data = encoded(short_page(), "TIFF", save_all=True, append_images=[blank])
    document = read_image(data, "a.tiff")
    assert document.codes == (Code.PAGE_WITHOUT_TEXT, Code.READ_BY_OCR)
    assert document.complaints[0] == "no text was recognised on page 2"
    assert [page.confidence is None for page in document.pages] == [False, True]


@needs_ocr
@pytest.mark.parametrize(
    "size",
    [
        pytest.param((200, 200), id="空白"),
        pytest.param((1, 1), id="一点"),
        pytest.param((1, 3000), id="竖线"),
        pytest.param((3000, 1), id="横线"),
        pytest.param((9, 900), id="细长条"),
        pytest.param((900, 9), id="扁长条"),
        pytest.param((8, 60_000), id="极细"),
        pytest.param((60_000, 8), id="极扁"),
    ],
)
def test_a_picture_without_text_is_rejected(size: tuple[int, int]) -> None:
    with pytest.raises(RejectedError, match=r"^a\.png: is a picture in which no text was recognised$") as rejected:
        read_image(encoded(Image.new("RGB", size, "white"), "PNG"), "a.png")
    assert rejected.value.code is Code.NO_TEXT


@needs_ocr
def test_a_page_of_ofd_that_is_a_picture_is_read() -> None:
    media = '<ofd:MultiMedia ID="9"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    parts = {"Doc_0/Res/a.png": encoded(short_page(200), "PNG")}
    document = read_document(
        ofd(picture(9, "0 0 90 60"), resources=f"<ofd:MultiMedias>{media}</ofd:MultiMedias>", parts=parts), "a.ofd"
    )
    assert document.text.splitlines() == TEXTS
    assert document.codes == (Code.READ_BY_OCR,)
    assert document.pages[0].confidence is not None
    assert document.boxes is not None and document.boxes[0] == pytest.approx(10 * 72 / 25.4, abs=6)


@needs_ocr
def test_the_recogniser_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    scan._engine.cache_clear()
    recognise(short_page(), 100 / 72)
    recognise(Image.new("L", (64, 64), 255), 1.0)
    assert capfd.readouterr() == ("", "")


@needs_ocr
def test_the_same_picture_gives_the_same_text_and_confidence() -> None:
    assert recognise(short_page(), 2.0) == recognise(short_page(), 2.0)


def test_without_the_extra_a_picture_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(RejectedError, match=r"^a\.png: .*pip install gongbao\[ocr\]$") as rejected:
        read_image(encoded(Image.new("L", (9, 9)), "PNG"), "a.png")
    assert rejected.value.code is Code.NEEDS_OCR


@needs_ocr
def test_a_page_is_read_in_bands_as_it_is_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["全市收入532.39亿元", "增长5.4%", "支出减少", "民生支出169.3亿元", "教育支出20亿元", "科技支出3亿元"]
    page = drawn([Placed(text, 10, 16 + 12 * n, 6) for n, text in enumerate(texts)], 100, width=90, height=90)
    # Lines of dirt from top to bottom leave no white between the lines of text.
    ImageDraw.Draw(page).line((4, 0, 4, page.height), fill=0)
    monkeypatch.setattr(scan, "_SHORT_SIDE", 100)
    whole = recognise(page, 100 / 72)
    monkeypatch.setattr(scan, "_BAND", 1)
    monkeypatch.setattr(scan, "_COMMON", 40)
    assert len(list(scan._bands(numpy.asarray(page.convert("RGB"))))) > 4
    in_bands = recognise(page, 100 / 72)
    assert [line.text for line in in_bands] == [line.text for line in whole] == texts


@pytest.mark.parametrize(
    "format", [pytest.param("PNG", id="PNG"), pytest.param("JPEG", id="JPEG"), pytest.param("TIFF", id="TIFF")]
)
def test_a_picture_is_no_larger_than_it_is_read_and_its_page_is_as_large_as_ever(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_LONGEST_SIDE", 120)
    monkeypatch.setattr(scan, "_STRIP_ROWS", 7)
    page = drawn(SHORT, 100, width=90, height=60)
    exif = Image.Exif()
    exif[0x0112] = 6
    ((image, scale),) = images(encoded(page, format, dpi=(100, 100), exif=exif), "a")
    assert image.size == (80, 120)
    assert image.width / scale == pytest.approx(60 / 25.4 * 72, rel=0.02)
    plain = page.convert("RGB").resize((120, 80), Image.Resampling.LANCZOS).transpose(Image.Transpose.ROTATE_270)
    change = ImageChops.difference(image, plain)
    assert ImageStat.Stat(change).mean[0] < 3
    assert int(numpy.asarray(change).max()) < 80  # nothing is amiss where strips meet


@pytest.mark.parametrize("mode", ["L", "RGB", "I;16"])
def test_a_picture_that_unpacks_to_too_many_bytes_is_refused(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_MOST_UNPACKED", 1199)
    with pytest.raises(RejectedError, match=r"^a: has a picture that unpacks to more than 1,199 bytes$") as rejected:
        list(images(encoded(square(mode), "PNG"), "a"))
    assert rejected.value.code is Code.TOO_LARGE


def square(mode: str) -> Image.Image:
    """A black square in the upper left of white paper."""
    image = Image.new("L", (40, 30), 255)
    ImageDraw.Draw(image).rectangle((0, 0, 9, 9), fill=0)
    if mode == "LA":
        clear = Image.new("LA", (40, 30), (0, 0))
        clear.paste((0, 255), (0, 0, 10, 10))
        return clear
    if mode == "I;16":
        return Image.fromarray((numpy.asarray(image).astype("uint16")) * 257)
    return image.convert(mode)


@pytest.mark.parametrize(
    ("mode", "format"),
    [
        pytest.param("1", "TIFF", id="黑白"),
        pytest.param("L", "PNG", id="灰度"),
        pytest.param("LA", "PNG", id="透明"),
        pytest.param("P", "PNG", id="调色板"),
        pytest.param("RGBA", "PNG", id="带透明度"),
        pytest.param("CMYK", "TIFF", id="印刷色"),
        pytest.param("I;16", "PNG", id="十六位"),
        pytest.param("F", "TIFF", id="浮点"),
    ],
)
def test_every_kind_of_picture_is_black_on_white(mode: str, format: str) -> None:
    ((page, _),) = images(encoded(square(mode), format), "a")
    assert page.getpixel((4, 4)) == (0, 0, 0)
    assert page.getpixel((30, 20)) == (255, 255, 255)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # its right side is up
    ((page, _),) = images(encoded(square("L"), "JPEG", exif=exif), "a")
    assert page.size == (30, 40)
    assert sum(page.getpixel((25, 4))) < 30  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dpi", "width"),
    [
        pytest.param((300, 300), 40 * 72 / 300, id="自带分辨率"),
        pytest.param(None, 40 * 72 / 150, id="没有分辨率"),
        pytest.param((1, 1), 40 * 72 / 150, id="不可信的分辨率"),
    ],
)
def test_a_page_is_as_large_as_its_resolution_says(
    dpi: tuple[int, int] | None, width: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "recognise", lambda image, scale: [Line("字", (0, 0, 1, 1), 1.0, [(0, 0, 1, 1)])])
    monkeypatch.setattr(scan, "available", lambda: True)
    document = read_image(encoded(square("L"), "PNG", **({"dpi": dpi} if dpi else {})), "a.png")
    assert document.pages[0].width == pytest.approx(width, rel=0.01)


@pytest.mark.parametrize("most", [pytest.param(1000, id="略大"), pytest.param(100, id="极大")])
def test_a_picture_that_unpacks_to_too_much_is_refused_before_it_does(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
    # Its header alone: unpacking would find nothing to unpack.
    with pytest.raises(RejectedError) as rejected:
        list(images(encoded(square("L"), "PNG")[:60], "a.png"))
    assert rejected.value.code is Code.TOO_LARGE


DAMAGED = [encoded(square("L"), format) for format in ("PNG", "JPEG", "BMP", "TIFF")]


@given(
    st.sampled_from(DAMAGED), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=4), st.floats(0, 1)
)
def test_damaged_pictures_never_crash(data: bytes, changes: list[tuple[float, bytes]], end: float) -> None:
    changed = bytearray(data)
    for place, new in changes:
        start = 8 + int(place * (len(data) - 8))
        changed[start : start + len(new)] = new
    try:
        pages = list(images(bytes(changed[: 8 + int(end * len(changed))]), "a"))
    except RejectedError as rejected:
        assert rejected.code in (Code.BROKEN_FILE, Code.TOO_LARGE)
    else:
        assert all(page.mode == "RGB" for page, _ in pages)


def test_a_page_without_height_is_damage() -> None:
    file = io.BytesIO()
    square("L").save(file, "TIFF", save_all=True, append_images=[square("L")])
    before, height, second = file.getvalue().rpartition(b"\x01\x01\x04\x00\x01\x00\x00\x00")
    assert height
    with pytest.raises(RejectedError, match="a: is a damaged picture: it has no points") as rejected:
        list(images(before + height + bytes(4) + second[4:], "a"))
    assert rejected.value.code is Code.BROKEN_FILE


def _damaged_tiff(compression: str) -> bytes:
    page = encoded(square("L").convert("RGB"), "TIFF", compression=compression)
    return page[:20] + bytes(len(page) // 3) + page[20 + len(page) // 3 :]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_damaged_tiff("tiff_lzw"), id="LZW"),
        pytest.param(_damaged_tiff("tiff_adobe_deflate"), id="Deflate"),
        pytest.param(_damaged_tiff("jpeg"), id="JPEG"),
    ],
)
def test_damage_is_not_told_on_stderr(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RejectedError):
        list(images(data, "a"))
    assert capfd.readouterr() == ("", "")
