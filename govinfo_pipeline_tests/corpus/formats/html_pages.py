"""Whole html pages: the article of a report among all that websites put round it, in every charset trouble."""

import random
import re
from collections.abc import Callable

from govinfo_pipeline_tests.corpus.document import Block, Grid, Heading, compose
from govinfo_pipeline_tests.corpus.formats.html_tables import (
    Markup,
    editor_markup,
    random_markup,
    table,
    word_markup,
    word_runs,
)
from govinfo_pipeline_tests.corpus.organizations import CITIES, COUNTIES
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth

META = '<meta charset="{}">'
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}" />'
CHARSETS: tuple[tuple[str, str | None], ...] = (
    ("utf-8", "utf-8"),
    ("utf-8", "UTF-8"),
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("utf-8-sig", "gb2312"),
    ("utf-8", None),
    ("utf-8", "gb2312"),
    ("gb18030", "gb2312"),
    ("gb18030", "GBK"),
    ("gb18030", "gb18030"),
    ("gb18030", None),
    ("gb18030", "utf-8"),
)
"""The bytes' own encoding, and what the page says of it (None: nothing)."""
PARAGRAPHS = (
    "<p>{}</p>",
    '<p style="text-indent: 2em;">{}</p>',
    "<div>　　{}</div>",
    '<p style="line-height: 150%;"><span style="font-family: 仿宋; font-size: 16pt;">{}</span></p>',
    "　　{}<br>",
)
HEADINGS = (
    "<p><strong>{}</strong></p>",
    "<h3>{}</h3>",
    '<p style="text-indent:2em"><b><span style="font-family:黑体">{}</span></b></p>',
)


def article(blocks: list[Block], rng: random.Random, markup: Markup) -> str:
    """The report itself."""
    paragraph, heading = rng.choice(PARAGRAPHS), rng.choice(HEADINGS)
    wrap = rng.choice(["{}", '<div class="table-box">{}</div>', '<p style="text-align:center">&nbsp;</p>{}'])
    parts = []
    for block in blocks:
        if isinstance(block, Grid):
            parts.append(wrap.format(table(block, rng, markup)))
            continue
        template = heading if isinstance(block, Heading) else paragraph
        parts.append(template.format(markup.escape(block.text)))
    if markup.unclosed:
        parts = [part.removesuffix("</p>") for part in parts]
    return "\n".join(parts)


def encode_page(page: str, rng: random.Random) -> bytes:
    """``page``, its ``<!--charset-->`` replaced by what it says of its charset, true or not, as bytes."""
    codec, said = rng.choice(CHARSETS)
    meta = rng.choice([META, HTTP_EQUIV]).format(said) if said else ""
    return page.replace("<!--charset-->", meta).encode(codec)


def place_of(organization: str) -> str:
    """The county or city whose website would publish the reports of ``organization``."""
    found = [place for place in (*COUNTIES, *CITIES) if organization.startswith(place)]
    return found[0] if found else "滑县"


Maker = Callable[[Truth, list[Block], random.Random], str]


def _writer(make: Maker) -> Callable[[Truth, random.Random, Style], bytes]:
    def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
        return encode_page(make(truth, compose(truth, rng, style), rng), rng)

    return render


def _without_title(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not (isinstance(block, Heading) and block.level == 0)]


def _page(truth: Truth, rng: random.Random, body: str) -> str:
    site = f"{place_of(truth.organization)}人民政府"
    facts = {
        "SiteName": site,
        "ArticleTitle": truth.title,
        "PubDate": f"{truth.year + 1}-01-{rng.randint(10, 31)} 09:{rng.randint(10, 59)}",
        "ContentSource": truth.organization,
        "ColumnName": "政府信息公开年报",
    }
    metas = "\n".join(f'<meta name="{name}" content="{value}">' for name, value in facts.items())
    doctype = rng.choice(["<!DOCTYPE html>\n", "", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n'])
    return (
        f"{doctype}<html>\n<head>\n<!--charset-->\n<title>{truth.title}_{site}</title>\n"
        f"{metas if rng.random() < 0.7 else ''}\n<style>.box td {{ padding: 2px }} /* 1280 */</style>\n"
        f"<script>var id = {rng.randint(10000, 99999)}; if (1 < 2 && id > 3) row = '<td>7</td>';</script>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _navigation(truth: Truth, rng: random.Random) -> str:
    place = place_of(truth.organization)
    words = [
        "首页",
        "政务公开",
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]
    links = "\n".join(f'<li><a href="/col/{n}.html">{word}</a></li>' for n, word in enumerate(words))
    others = [f"{place}{name}{truth.year}年政府信息公开工作年度报告" for name in ("财政局", "人民政府", "审计局")]
    others += [f"{year}年" for year in range(truth.year - 2, truth.year + 2)]
    items = "".join(f'<li><a href="/art/{n}.html" title="{other}">{other}</a></li>' for n, other in enumerate(others))
    crumbs = "当前位置：<a href='/'>首页</a> &gt; <a>政务公开</a> &gt; <a>政府信息公开年报</a> &gt; 正文"
    side = f'<div class="side"><h4>政府信息公开年报</h4><ul>{items}</ul></div>' if rng.random() < 0.6 else ""
    return f'<div class="nav"><ul>{links}</ul></div>\n<div class="crumbs">{crumbs}</div>\n{side}'


def _about(truth: Truth, rng: random.Random) -> str:
    date = f"{truth.year + 1}-0{rng.randint(1, 3)}-{rng.randint(10, 28)}"
    return (
        f'<div class="info"><span>发布时间：{date} {rng.randint(8, 17)}:30</span> '
        f"<span>来源：{truth.organization}</span> "
        f"<span>浏览次数：<em id='hits'>{rng.randint(3, 2000)}</em></span> <span>字体：[大 中 小]</span></div>"
    )


def _footer(truth: Truth, rng: random.Random) -> str:
    place = place_of(truth.organization)
    return (
        '<div class="share"><a>分享到微信</a> <a>微博</a> <a onclick="window.print()">打印本页</a> '
        "<a>关闭窗口</a></div>\n"
        f'<div class="related">上一篇：<a>{place}{truth.year - 1}年政府信息公开工作年度报告</a></div>\n'
        f'<div class="footer"><p>主办单位：{place}人民政府办公室　承办：{place}大数据中心</p>'
        f"<p>地址：人民路{rng.randint(1, 99)}号　"
        f"电话：030{rng.randint(0, 9)}-{rng.randint(2000000, 8999999)}　邮编：456400</p>"
        f"<p>豫ICP备0500{rng.randint(1000, 9999)}号-1　网站标识码：4105260001</p></div>"
    )


def _cms(truth: Truth, blocks: list[Block], rng: random.Random) -> str:
    body = article(_without_title(blocks) if rng.random() < 0.5 else blocks, rng, random_markup(rng))
    title = rng.choice(['<h1 class="title">{}</h1>', '<div class="article-title">{}</div>']).format(truth.title)
    return _page(
        truth,
        rng,
        f"{_navigation(truth, rng)}\n{title}\n{_about(truth, rng)}\n"
        f'<div class="box" id="zoom">\n{body}\n</div>\n{_footer(truth, rng)}',
    )


def _layout_table(truth: Truth, blocks: list[Block], rng: random.Random) -> str:
    body = article(blocks, rng, random_markup(rng))
    for _ in range(rng.randint(0, 3)):
        body = f'<table width="96%" align="center"><tr><td class="bt">{body}</td></tr></table>'
    return _page(
        truth,
        rng,
        f'<table width="1000" border="0"><tr><td colspan="2">{_navigation(truth, rng)}</td></tr>\n'
        f'<tr><td width="180" valign="top"><table><tr><td>公开目录</td></tr><tr><td>12</td></tr></table></td>\n'
        f"<td>{_about(truth, rng)}{body}</td></tr>\n<tr><td colspan=2>{_footer(truth, rng)}</td></tr></table>",
    )


def _editor(truth: Truth, blocks: list[Block], rng: random.Random) -> str:
    body = article(blocks, rng, editor_markup(rng))
    if rng.random() < 0.3:  # only the article was saved
        return f"<!--charset-->{body}"
    return _page(truth, rng, f"{_navigation(truth, rng)}<div class=TRS_Editor>{body}</div>{_footer(truth, rng)}")


def _word(truth: Truth, blocks: list[Block], rng: random.Random) -> str:
    markup = word_markup(rng)
    parts = []
    for block in blocks:
        if isinstance(block, Grid):
            align = " align=center" if rng.random() < 0.5 else ""
            parts.append(f"<div{align}>\n\n{table(block, rng, markup)}\n\n</div>\n")
            parts.append("<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\n")
            continue
        tag, css = ("h1", "") if isinstance(block, Heading) and rng.random() < 0.3 else ("p", " class=MsoNormal")
        runs = word_runs(block.text, rng, markup)
        if rng.random() < 0.2:
            runs = f'<a name="_GoBack{len(parts)}"></a>' + runs
        parts.append(f"<{tag}{css} style='text-indent:32.0pt'>{runs}</{tag}>\n")
    body = "\n".join(parts)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\n'
        f"<head>\n<!--charset-->\n<meta name=Generator content='Microsoft Word 15'>\n<title>{truth.title}</title>\n"
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View><w:Zoom>100</w:Zoom></w:WordDocument></xml>"
        "<![endif]-->\n<style>\n<!--\n @font-face {font-family:宋体; panose-1:2 1 6 0 3 1 1 1 1 1;}\n-->\n</style>\n"
        "<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:普通表格;}</style><![endif]-->\n</head>\n"
        f"<body lang=ZH-CN style='tab-interval:21.0pt'>\n<div class=WordSection1>\n{body}</div>\n"
        "</body>\n</html>\n"
    )


cms = _writer(_cms)
layout_table = _writer(_layout_table)
editor = _writer(_editor)
word = _writer(_word)


def for_printing(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
    """A page without navigation in plain utf-8, as a browser prints it to pdf."""
    markup = random_markup(rng)
    body = article(compose(truth, rng, style), rng, markup)
    border = "" if rng.random() < 0.2 else "table, td, th { border: 1px solid; border-collapse: collapse }"
    css = f"body {{ font-family: 'Noto Serif CJK SC', serif }} {border}"
    page = f'<html lang="zh"><head><meta charset="utf-8"><style>{css}</style></head><body>{body}</body></html>'
    return re.sub(r'width="\d+"', "", page).encode()
