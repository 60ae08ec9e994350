"""A run for the tests of its page: a seed, reports with targets, a table, and what is out to break the page."""

import shutil
from pathlib import Path

from gongbao.run.batch import extract_files
from gongbao.write.tables import doc_id_of

SEED = "000_0597214b59b54768.txt"
SEEDS = Path(__file__).parents[2] / "seeds"
# A path in which a slash makes a tag of it.
NASTY = "a<"
NASTY_NAME = 'script><img src=x onerror="window.broken=1">\'{{script}}&amp;.txt'
NASTY_TEXT = (
    '关于<script>window.broken=2</script>的报告\n\n<img src=x onerror="window.broken=3">支出5亿元。</script><!--'
    "<script>收入“3亿元”\u2028增长2%，\u2029其中javascript:alert(1)为1亿元]]>。{{data}}\n"
)
TABLE = (
    "<html><body><h1>2024年大庆市财政收支表</h1><p>单位：亿元</p><table><tr><th>项目</th><th>2024年</th></tr>"
    "<tr><td>一般公共预算收入</td><td>120.5</td></tr><tr><td>一般公共预算支出</td><td>300.2</td></tr></table>"
    "<p>全年一般公共预算收入120.5亿元，增长5.0%。</p></body></html>"
)


def work_report(region: str, year: int, reached: str, planned: str) -> str:
    return (
        f"{year}年{region}人民政府工作报告\n\n一、{year - 1}年工作回顾\n\n"
        f"{year - 1}年，全省地区生产总值增长{reached}%。\n\n"
        f"二、{year}年工作安排\n\n{year}年经济社会发展的主要预期目标是：地区生产总值增长{planned}%左右。\n"
    )


FILES: dict[str, str | bytes] = {
    "表.html": TABLE,
    "补字.txt": "𠮷林省公报\n\n𠮷𠮷𠮷今年支出5亿元，增长3%。\n",
    "空.txt": b"",
    **{
        f"{region}{year}.txt": work_report(region, year, reached, planned)
        for region, year, reached, planned in (
            ("湖北省", 2024, "6.0", "6"),
            ("湖北省", 2025, "5.8", "5.5"),
            ("河北省", 2024, "5.5", "5.5"),
            ("河北省", 2025, "5.4", "5"),
        )
    },
}


SEED_ID = doc_id_of(SEED)


def write_run_of(folder: Path, out: Path) -> None:
    """Write the files to ``folder/files`` and their run to ``out``."""
    files = folder / "files"
    (files / NASTY).mkdir(parents=True)
    (files / NASTY / NASTY_NAME).write_text(NASTY_TEXT, encoding="utf-8")
    shutil.copy(SEEDS / SEED, files)
    for name, content in FILES.items():
        (files / name).write_bytes(content.encode() if isinstance(content, str) else content)
    extract_files(files, out, workers=1)
