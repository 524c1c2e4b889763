"""Of a portal's page the article is read, as a browser shows it."""

from __future__ import annotations

import pytest

pytest.importorskip("selectolax", reason="needs the extra [docs]")

from scorer.errors import ReadError
from scorer.readers.html import read_html, read_mht
from scorer.readers.rawfile import RawFile
from scorer.report import BlockKind

BODY = [
    "一、主要举措和成效",
    "（一）落实主体责任。全年召开党组会四次，听取汇报，研究部署法治建设重点任务，形成会议纪要。",
    "（二）推进政务公开。主动公开信息，办理依申请公开，答复率百分之百，群众满意度持续提高。",
    "二、存在的不足",
    "普法形式还不够丰富，个别科室重视程度有待提高，制度执行仍有差距，需要持续改进。",
]
ARTICLE = "".join(f"<p>{line}</p>" for line in BODY)
PORTAL = """<html><head><title>某某区司法局2025年度法治政府建设情况报告_某某区人民政府</title>
<meta charset="{charset}"><script>var a="<p>脚本，文字。</p>"</script></head><body>
<div class="head"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/">政务公开</a></li><li><a href="/">政策解读</a></li></ul></div>
<div class="main"><div class="left"><h3>栏目导航</h3><ul><li><a href="1">某某局2025年度报告</a></li><li><a href="2">某某委2025年度报告</a></li><li><a href="3">通知，公告</a></li></ul></div>
<div class="right"><div class="pos">当前位置：<a>首页</a> &gt; 正文</div><h1>{title}</h1><div class="info">发布日期：2026-01-18　浏览次数：126</div>
<div class="{content}">{article}</div>
<div class="share">分享到：<span>微信</span></div><div class="rel"><h3>相关文章</h3><ul><li><a href="4">某某局报告</a></li><li><a href="5">某某委报告</a></li><li><a href="6">某某办报告</a></li></ul></div></div></div>
<div class="footer"><p>主办单位：某某区人民政府办公室，网站标识码：1234567890。</p><p>某ICP备00000000号。</p></div></body></html>"""
TITLE = "某某区司法局2025年度法治政府建设情况报告"


def content(markup: str | bytes, encoding: str | None = None):
    data = markup if isinstance(markup, bytes) else markup.encode("utf-8")
    return read_html(RawFile(name="报告.html", data=data, encoding=encoding))


def lines(markup: str | bytes) -> list[str]:
    return [block.text for block in content(markup).blocks]


def portal(
    article: str = ARTICLE, *, title: str = TITLE, name: str = "TRS_Editor", charset: str = "utf-8"
) -> str:
    return PORTAL.format(article=article, title=title, content=name, charset=charset)


@pytest.mark.parametrize("name", ["TRS_Editor", "article", "UCAP-CONTENT", ""])
def test_the_article_is_read_without_the_portal(name):
    assert lines(portal(name=name)) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "article",
    [
        "<br>".join(f"　　{line}" for line in BODY),
        "".join(f"<div>{line}</div>" for line in BODY),
        "".join(f"<p><span>{line[:5]}</span><b>{line[5:]}</b></p>\n" for line in BODY),
        "<table><tr><td>" + ARTICLE + "</td></tr></table>",
        "".join(f"<p>\n  {line[:8]}\n  {line[8:]}\n</p>" for line in BODY),
        ARTICLE + '<p style="display: none">隐藏水印，文字。</p><p hidden>藏</p>',
        ARTICLE + "<p><a href=1>上一篇</a></p><p>【打印】【关闭窗口】</p>",
        ARTICLE + "<header>页眉</header><del>删除，文字</del>",
    ],
)
def test_however_it_was_pasted_the_paragraphs_are_the_same(article):
    assert lines(portal(article)) == [TITLE, *BODY]


def test_a_title_inside_the_article_is_not_doubled():
    inside = f"<p>{TITLE[:10]}</p><p>{TITLE[10:]}</p>" + ARTICLE
    assert lines(portal(inside))[:3] == [TITLE[:10], TITLE[10:], BODY[0]]
    first = content(portal()).blocks[0]
    assert (first.kind, first.level) == (BlockKind.HEADING, None)


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-16", "utf-16"),
        ("big5", "big5"),
        ("gb18030", "nonsense"),
    ],
)
def test_bytes_outweigh_what_the_page_declares(encoding, charset):
    markup = (
        portal(charset=charset)
        if encoding != "big5"
        else f'<html><meta charset="big5"><body>{"法治建設，成效。" * 5}'
    )
    found = lines(markup.encode(encoding))
    assert found == ([TITLE, *BODY] if encoding != "big5" else ["法治建設，成效。" * 5])


def test_the_callers_encoding_wins():
    assert content("<p>法治建設</p>".encode("big5"), "big5").blocks[0].text == "法治建設"


def test_tables_headings_and_list_numbers_are_kept():
    markup = (
        "<h2>一、指标</h2><table><caption>表一</caption><thead><tr><th>项目</th><th>件数</th></tr></thead>"
        "<tr><td>复议</td><td>12</td></tr><tr><td><p>甲。</p><p>乙。</p></td><td>3</td></tr></table>"
        "<ol><li>首先</li><li>（二）其次</li><li>2025年</li></ol><ol start=3 type=a><li>丙</li></ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>丁</li></ol><ol style='list-style:none'><li>戊</li></ol><ul><li>己</li></ul>"
        "文字<p>法<sup>2</sup>治<a class='sdfootnoteanc'>1</a></p><div title='footer'>页脚</div>"
    )
    found = content(markup).blocks
    assert [block.text for block in found] == [
        "一、指标", "表一", "项目\t件数", "复议\t12", "甲。", "乙。", "3",
        "1.首先", "（二）其次", "3. 2025年", "c.丙", "一、丁", "戊", "己", "文字", "法2治",
    ]  # fmt: skip
    assert (found[0].kind, found[0].level) == (BlockKind.HEADING, 2)
    assert found[2].kind is BlockKind.TABLE_ROW


def test_a_page_that_only_links_to_the_report_is_a_gap():
    (gap,) = content('<p>报告见附件。<a href="/a/报告.DOCX">下载</a></p>').gaps
    assert "附件" in gap.message
    (gap,) = content('<p>年度报告</p><img src="1.jpg">').gaps
    assert "图片" in gap.message
    (gap,) = content('<iframe src="a.pdf?x=1"></iframe>').gaps
    assert "附件" in gap.message
    assert content("<p>短</p>").gaps == ()


def test_a_page_that_nests_beyond_sense_is_refused():
    with pytest.raises(ReadError, match="网页结构异常"):
        content("<div>" * 5000 + "x")
    assert lines("<font>" * 300 + "未闭合的标签") == ["未闭合的标签"]


def test_a_single_file_web_page_is_read():
    mht = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    import base64

    page = base64.encodebytes("<html><p>法治建设</p>".encode("gb18030"))
    found = read_mht(RawFile(name="a.mht", data=mht + page + b"\r\n--x--\r\n"))
    assert [block.text for block in found.blocks] == ["法治建设"]
    with pytest.raises(ReadError, match="没有网页正文"):
        read_mht(RawFile(name="a.mht", data=b"MIME-Version: 1.0\r\n\r\nx"))
