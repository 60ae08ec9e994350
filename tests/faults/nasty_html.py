"""Nasty web pages."""

import base64
from collections.abc import Callable
from functools import partial

from gongbao.model import Code
from tests.faults.case import PLANTED, Case, fine, refused, warned


def _page(body: str, head: str = "") -> Callable[[], bytes]:
    return lambda: f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def _nested(tag: str, times: int, *, closed: bool = True) -> Callable[[], bytes]:
    return lambda: _page(f"<{tag}>" * times + PLANTED + (f"</{tag}>" * times if closed else ""))()


def _archive(part: bytes, head: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    top = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    return (top + head + "\r\n\r\n").encode() + part + b"\r\n--x--\r\n"


def _boxes(depth: int) -> bytes:
    """Parts of several parts in one another."""
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(depth))
    page = f"Content-Type: text/html\r\n\r\n<p>{PLANTED}</p>\r\n"
    return ("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n" + heads + page).encode()


_SCRIPT = "<script>var a='收入77亿元'</script>"
_P = f"<p>{PLANTED}</p>"
_ROWS = "".join(f"<tr><td>项目{i}<td>{i}</tr>" for i in range(1000))

_GRID = "<tr><td>项目<td>金额（亿元）<tr><td>收入<td>532.39<tr><td>支出<td>7"

CASES: list[Case] = [
    fine("网页-GBK前的BOM", lambda: b"\xef\xbb\xbf" + f"<html><meta charset=gbk><body>{_P * 3}".encode("gbk")),
    fine("网页-两处编码", lambda: f"<html><meta charset=gbk><meta charset=utf-8><body>{_P}".encode()),
    *(
        fine(f"网页-说是{name}", partial(f"<html><meta charset={name}><body>{_P}".encode, "gbk"))
        for name in ("shift_jis", "iso-8859-1", "utf-8", "x-user-defined", "utf-16")
    ),
    *(
        fine(f"网页-{name}", _page(f"<p>全市一般公共预算收入{figure}亿元，增长5.4%。</p>"), only=True)
        for name, figure in (
            ("数里的wbr", "53<wbr>2.39"),
            ("一字一格式", "<b>5</b><span>3</span><i>2</i>.<u>39</u>"),
            ("数里的注释", "53<!-- 7 -->2.39"),
            ("数里换行", "532.<br>39"),
            ("数后注号", "532.39<sup>[1]</sup>"),
            ("数字实体", "532&#46;39"),
            ("删了又添", "<del>500<ins>7</ins></del>532.39"),
        )
    ),
    *(
        fine(f"网页-表{name}", _page(f"{table}<p>增长5.4%。"), "53239000000 CNY", "700000000 CNY")
        for name, table in (
            ("没有行", f"<table>{_GRID[4:]}</table>"),
            ("在段落里", f"<p><table>{_GRID}</table>"),
            ("里的文字", f"<table>甲乙丙。{_GRID}</table>"),
            ("的行跨出去", f"<table>{_GRID.replace('<td>支', '<td rowspan=99>支')}</table>"),
            ("的列是一百万", f"<table><colgroup span=1000000>{_GRID.replace('<td>项', '<td colspan=1>项')}</table>"),
            ("是空格排的", "<pre>项目    金额（亿元）\n收入    532.39\n支出    7\n</pre>"),
        )
    ),
    fine("网页-对话框里的数字不算", _page(f"<dialog>77亿元</dialog>{_P}"), hides=("77亿元",)),
    fine(
        "网页-Word的条件注释",
        _page(f"<!--[if lt IE 9]><p>77亿元<![endif]--><![if !IE]>{_P}<![endif]>"),
        hides=("77亿元",),
    ),
    fine("网页-属性里的标签", _page(f'<p title="<p>77亿元">{PLANTED}'), hides=("77亿元",)),
    fine("网页-XML里的空元素", lambda: f"<?xml version='1.0'?><html><title/><script/><body>{_P}".encode()),
    fine("网页-三兆的内嵌图", _page(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>{_P}")),
    fine("网页-样式两万条", _page(_P, f"<style>{''.join(f'.a{i}{{display:none}}' for i in range(20_000))}</style>")),
    fine("网页-选择器十万个", _page(_P, f"<style>{'a,' * 100_000}{{display:none}}{'@media x{' * 5000}</style>")),
    fine("网页-半个实体十万个", _page("&#" * 100_000 + _P)),
    refused("网页-要脚本", _page("<noscript>请启用JavaScript</noscript><div id=root></div>"), Code.NO_TEXT),
    warned("网页-验证码", _page("<h1>请输入验证码</h1><p>您的访问过于频繁"), Code.ERROR_PAGE, values=()),
    fine("网页档案-没有结尾", lambda: _archive(f"<html>{_P}".encode()).removesuffix(b"--x--\r\n")),
    fine(
        "网页档案-base64残缺",
        lambda: _archive(
            base64.encodebytes(f"<html>{_P}<!-- {'a' * 99} -->".encode())[:-30],
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64",
        ),
    ),
    fine("网页-万层div", _nested("div", 10_000)),
    fine("网页-十万层div", _nested("div", 100_000), slow=True),
    fine("网页-十万层font", _nested("font", 100_000)),
    fine("网页-十万层b不闭合", _nested("b", 100_000, closed=False)),
    fine("网页-十万层span", _nested("span", 100_000)),
    fine("网页-三千层表格", _nested("table><tr><td", 3000, closed=False)),
    fine("网页-万个不闭合的段落", _nested("p", 10_000, closed=False)),
    fine("网页-十万个不闭合的段落", _nested("p", 100_000, closed=False), slow=True),
    fine("网页-万个不闭合的列表项", _nested("ul><li", 10_000, closed=False)),
    fine("网页-十万个不闭合的列表项", _nested("ul><li", 100_000, closed=False), slow=True),
    fine("网页-十万层链接", _nested("a href=x", 100_000)),
    fine("网页-万层引用", _nested("blockquote", 10_000)),
    fine("网页-十万层引用", _nested("blockquote", 100_000), slow=True),
    fine("网页-十万个不配对的结束标签", _page("</div>" * 100_000 + _P)),
    fine("网页-一格横跨十亿列", _page(f"<table><tr><td colspan=999999999>甲<td>乙<tr><td>丙<td>丁</table>{_P}")),
    fine("网页-一格竖跨十亿行", _page(f"<table><tr><td rowspan=999999999>甲<td>乙<tr><td>丁</table>{_P}")),
    fine(
        "网页-每格都跨一千列",
        _page("<table>" + ("<tr>" + "<td colspan=1000 rowspan=60000>甲" * 50) * 50 + "</table>" + _P),
    ),
    fine("网页-跨零行", _page(f"<table><tr><td rowspan=0 colspan=0>甲<td>乙<tr><td>丁</table>{_P}")),
    fine("网页-跨负数列", _page(f"<table><tr><td rowspan=-5 colspan=-9>甲<td>乙<tr><td>丁</table>{_P}")),
    fine("网页-千行的表", _page(f"<table>{_ROWS}</table>{_P}")),
    fine("网页-一行三千格", _page("<table><tr>" + "<td>1" * 3000 + f"</table>{_P}")),
    fine("网页-一兆的属性", _page(f"<div title='{'a' * 1_000_000}'>{_P}</div>")),
    fine("网页-一万个属性", _page("<div " + " ".join(f"a{i}=1" for i in range(10_000)) + f">{_P}</div>")),
    warned("网页-越界的字符引用", _page(f"&#xD800;&#x110000;&#0;&#99999999999;{_P}"), Code.REPLACED_CHARACTERS),
    fine("网页-里面有NUL", lambda: _page(_P)().replace(b"<p>", b"<p>\0\0"), says=(PLANTED,)),
    fine("网页-脚本里的数字不算", _page(f"<script>var a='收入77亿元'</script>{_P}"), hides=("77亿元",)),
    fine("网页-脚本不闭合", _page(f"{_P}<script>收入77亿元"), hides=("77亿元",)),
    fine(
        "网页-看不见的数字不算", _page(f"<p style='display:none'>77亿元</p><p hidden>77亿元</p>{_P}"), hides=("77亿元",)
    ),
    fine("网页-注释里的数字不算", _page(f"<!-- 77亿元 -->{_P}<!-- 77亿元"), hides=("77亿元",)),
    fine("网页-模板里的数字不算", _page(f"<template>77亿元</template>{_P}"), hides=("77亿元",)),
    fine(
        "网页-什么也不取",
        _page(
            f'<iframe src="file:///etc/passwd"></iframe><img src=//x.invalid/a>{_P}',
            '<base href="file:///"><meta http-equiv=refresh content="0;url=//x.invalid">',
        ),
        hides=("root:",),
    ),
    fine("网页-plaintext", _page(f"{_P}<plaintext><p>5</p>"), says=("<p>5</p>",)),
    fine("网页-svg里的文字", _page(f"<svg><text>图</text></svg>{_P}")),
    fine(
        "网页-公式里的分数",
        _page(f"<math><mfrac> <mrow><mn>1</mn></mrow> <mn>3</mn> </mfrac></math>{_P}"),
        says=("1/3",),
    ),
    fine("网页-一兆的下划线", _page(f"<div style='{'text-decoration:' * 60_000}'>{_P}</div>")),
    fine("网页-前面有十万个注释", lambda: b"<!---->" * 100_000 + _page(_P)(), hides=("<p>",)),
    fine("网页-math", _page(f"<math><mi>x</mi></math>{_P}")),
    fine("网页-CDATA", _page(f"<![CDATA[ 甲 ]]>{_P}")),
    fine(
        "网页-带DTD实体",
        lambda: ('<!DOCTYPE html [<!ENTITY a "77亿元">]><html><body>&a;' + _P).encode(),
        hides=("77亿元",),
    ),
    fine("网页-XML声明", lambda: ('<?xml version="1.0" encoding="utf-8"?><html><body>' + _P).encode()),
    fine("网页-说的编码不对", lambda: f"<html><meta charset=gb2312><body>{_P}".encode()),
    fine("网页-说的编码没有", lambda: f"<html><meta charset=zlib><body>{_P}".encode()),
    fine("网页-说是UTF-7", lambda: f"<html><meta charset=utf-7><body>{_P}".encode()),
    fine("网页-GBK没有声明", lambda: f"<html><body>{_P}".encode("gbk")),
    fine("网页-Big5没有声明", lambda: "<html><body><p>收入532.39億元，增長5.4%。</p>".encode("big5")),
    fine(
        "网页-声明在九千字节后",
        lambda: _page(_P, f"<script>{'a' * 9000}</script><meta charset=gbk>")().decode().encode("gbk"),
    ),
    fine("网页-前面有一万行空行", lambda: b"\r\n" * 10_000 + _page(_P + _SCRIPT)(), hides=("77亿元", "<p>")),
    fine(
        "网页-前面有很长的注释", lambda: b"<!--" + b"77%" * 9000 + b"-->\n" + _page(_P + _SCRIPT)(), hides=("77", "<p>")
    ),
    *(
        fine(f"网页-片段以{tag.split()[0]}开头", f"<{tag} width='77%'>{_P}".encode, hides=("77%",))
        for tag in ("tr", "td", "form", "pre", "hr", "li", "a href=x", "tbody", "blockquote")
    ),
    *(
        fine(f"网页-删去的数字{name}", _page(f"<p>全市一般公共预算收入{struck}532.39亿元，增长5.4%。</p>"), only=True)
        for name, struck in (
            *((tag, f"<{tag}>500</{tag}>") for tag in ("del", "s", "strike")),
            ("样式", "<span style='color:red;text-decoration: underline line-through'>500</span>"),
        )
    ),
    fine("网页-Big5", lambda: "<html><meta charset=big5><body><p>收入532.39億元，增長5.4%。</p>".encode("big5")),
    fine("网页-UTF-16", lambda: f"<html><body>{_P}".encode("utf-16")),
    fine("网页-文本框", _page(f"<textarea>甲</textarea>{_P}"), says=("甲",)),
    fine("网页-下拉框", _page("<select>" + "<option>甲" * 20_000 + f"</select>{_P}")),
    fine("网页-上标", _page("<p>收入532.39<sup>1</sup>亿元，增长5.4%<sup>2</sup>。</p>"), "5.4 %"),
    fine("网页-没有html标签", lambda: f"<p>{PLANTED}".encode()),
    fine("网页-标题不闭合", lambda: f"<html><body>{_P}<title>甲".encode()),
    fine("网页-一兆的小于号", _page("<" * 1_000_000 + _P)),
    fine("网页-十万个注释", _page("<!---->" * 100_000 + _P)),
    fine("网页-十万个实体", _page("&amp;" * 100_000 + _P)),
    warned("网页-坏字节", lambda: _page(_P)() + b"<p>\xff\xff</p>", Code.REPLACED_CHARACTERS),
    warned("网页-内嵌的文件", _page(f"{_P}<iframe src='viewer.html?file=a.PDF'></iframe>"), Code.LOST_COLUMN),
    fine("网页-别的框", _page(f"{_P}<iframe src='count.html'></iframe><embed src=a.swf>")),
    refused("网页-没有文字", _page("<img src=a.png>"), Code.NO_TEXT),
    refused("网页-只有脚本", _page("<script>5</script>"), Code.NO_TEXT),
    refused("网页-框架", lambda: b"<html><frameset><frame src=a.html></frameset></html>", Code.NO_TEXT),
    fine("网页档案", lambda: _archive(_P.encode())),
    fine(
        "网页档案-base64",
        lambda: _archive(
            base64.encodebytes(f"<html>{_P}".encode()),
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64",
        ),
    ),
    fine("网页档案-BOM", lambda: b"\xef\xbb\xbf" + _archive(_P.encode())),
    fine("网页档案-没有版本", lambda: _archive(_P.encode()).replace(b"MIME-Version: 1.0\r\n", b"From: <Saved>\r\n")),
    fine(
        "网页档案-只有一部分",
        lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(f"<html>{_P}".encode("gbk"))
        ),
    ),
    fine("网页档案-编码没有", lambda: _archive(f"<html>{_P}".encode(), "Content-Type: text/html; charset=zlib")),
    fine("网页档案-五十层", lambda: _boxes(50)),
    refused("网页档案-五万层", lambda: _boxes(50_000), Code.BROKEN_FILE),
    refused("网页档案-没有网页", lambda: _archive(b"abc", "Content-Type: image/png"), Code.BROKEN_FILE),
    refused(
        "网页档案-没有边界",
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<p>5%",
        Code.BROKEN_FILE,
    ),
    fine("网页-十兆的一段", lambda: _page("某市" * 1_600_000 + _P)(), slow=True),
    fine("网页-百万个段落", lambda: _page("<p>甲</p>" * 1_000_000 + _P)(), slow=True),
    fine("网页-百万层div", _nested("div", 1_000_000), slow=True),
]
