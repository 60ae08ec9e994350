"""Web pages made of the text that a case is about, with what gov.cn-like sites put around it."""

from collections.abc import Iterable
from html import escape


def paragraphs(lines: Iterable[str]) -> str:
    """A paragraph a line."""
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def bare_page(body: str, head: str = '<meta charset="utf-8">') -> str:
    """A page that has nothing but its content."""
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>"


def site_page(title: str, body: str, charset: str) -> str:
    """A page of a government site: menus, the trail, title and date line, the content block, links and the imprint."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<meta name="ArticleTitle" content="{escape(title)}" /><meta name="PubDate" content="2021-12-31 09:00" />
<title>{escape(title)}_财政要闻_某市人民政府网</title>
<style>.menu {{ width: 100% }}</style><script>var views = 1024;</script></head>
<body><div class="top-bar"><a href="/">设为首页</a> | <a href="/">加入收藏</a></div>
<div class="header"><h2><a href="/">某市人民政府网</a></h2></div>
<ul class="menu"><li><a href="/">首页</a></li>
<li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul>
<div class="crumbs">您所在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 财政要闻</div>
<div class="wrap"><div class="left"><ul><li><a href="1">领导之窗</a></li><li><a href="2">政策文件</a></li>
<li><a href="3">人事信息</a></li></ul></div>
<div class="right"><h1>{escape(title)}</h1>
<div class="info">发布时间：2021-12-31　来源：某市财政局
　字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
<div id="zoom" class="TRS_Editor">{body}</div>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<h3>相关链接</h3><ul><li><a href="4">全市财政工作会议召开</a></li><li><a href="5">预算公开专栏</a></li></ul></div></div>
<div class="footer"><p>主办：某市人民政府办公室　技术支持：某市信息中心</p>
<p>版权所有　<a href="#">某ICP备号</a></p></div>
</body></html>"""


FURNITURE = [
    *("设为首页 | 加入收藏", "某市人民政府网", "首页", "政务公开", "办事服务"),
    *("您所在的位置：首页 > 政务公开 > 财政要闻", "领导之窗", "政策文件", "人事信息"),
    *("分享到：微信微博", "相关链接", "全市财政工作会议召开", "预算公开专栏"),
    *("主办：某市人民政府办公室　技术支持：某市信息中心", "版权所有　某ICP备号"),
]
"""What ``site_page`` puts around its content, line by line."""
