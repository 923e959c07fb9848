"""Word files, their XML written by hand so that everything Word may put into a document can be in it."""

import random
from dataclasses import replace
from xml.sax.saxutils import escape

from govinfo_pipeline_tests.corpus.document import CHINESE_DIGITS, Block, Grid, Heading, compose
from govinfo_pipeline_tests.corpus.formats.docx_tables import Traits, paragraph, random_traits, run, runs, tables
from govinfo_pipeline_tests.corpus.formats.packages import pack
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
PARTS = ("styles", "numbering", "header1", "footer1")


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
    """A Word file with whatever traits chance gives it."""
    return write(truth, rng, style, random_traits(rng))


def for_conversion(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
    """A Word file that LibreOffice prints as Word would: it would print deleted text and codes of fields too."""
    return write(truth, rng, style, replace(random_traits(rng), tracked=False, fields=False))


def write(truth: Truth, rng: random.Random, style: Style, traits: Traits) -> bytes:
    """A Word file with the given traits."""
    blocks = compose(truth, rng, style)
    numbered = traits.automatic_numbers and _numbers_are_regular(blocks)
    body = "".join(_block(block, rng, traits, numbered) for block in blocks)
    references = '<w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
    section = f'{references if traits.page_parts else ""}<w:pgSz w:w="11906" w:h="16838"/>'
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _part("document", f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>"),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{n}": (part.rstrip("1"), f"{part}.xml") for n, part in enumerate(PARTS, 1)}
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/header1.xml": _part("hdr", paragraph(run("政府信息公开", 18))),
        "word/footer1.xml": _part("ftr", paragraph(run("- ") + _field("PAGE", "1") + run(" -"))),
    }
    return pack({name: text.encode() for name, text in files.items()})


def _part(root: str, content: str) -> str:
    return f"{XML}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def _numbers_are_regular(blocks: list[Block]) -> bool:
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    return all(head.startswith(f"{CHINESE_DIGITS[n]}、") for n, head in enumerate(heads, 1))


def _block(block: Block, rng: random.Random, traits: Traits, numbered: bool) -> str:
    if isinstance(block, Grid):
        between = paragraph("") if rng.random() < 0.5 else ""
        return tables(block, rng, traits) + between
    text, properties = block.text, '<w:ind w:firstLine="640"/>'
    if isinstance(block, Heading):
        if block.level == 0 and traits.text_box:
            return paragraph(_text_box(text))
        number = ""
        if block.level == 1 and numbered:
            text = text[2:]
            number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        level = f'<w:pStyle w:val="{block.level + 1}"/>{number}', f'{number}<w:outlineLvl w:val="{block.level}"/>'
        properties = level[0] if traits.headings else level[1]
    if traits.tabs:
        text = text.replace("、", "、\t", 1) if isinstance(block, Heading) else f"\t{text}"
    content = runs(text, rng, traits)
    if traits.fields and rng.random() < 0.2:
        content += _field(' HYPERLINK "http://www.example.gov.cn" ', "")
    whole = paragraph(content, properties)
    if traits.content_controls and rng.random() < 0.4:
        control = '<w:sdtPr><w:alias w:val="正文"/><w:placeholder><w:docPart w:val="D1"/></w:placeholder></w:sdtPr>'
        return f"<w:sdt>{control}<w:sdtContent>{whole}</w:sdtContent></w:sdt>"
    return whole


def _field(code: str, result: str) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
    shown = run(result) if result else ""
    return marks["begin"] + instruction + marks["separate"] + shown + marks["end"]


def _text_box(text: str) -> str:
    """A text box as Word writes it: once for itself, once more as a fallback for old programs."""
    content = f"<w:txbxContent>{paragraph(run(text, 44))}</w:txbxContent>"
    size = '<wp:extent cx="5400000" cy="900000"/>'
    shape = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">{size}<wp:docPr id="1" name="文本框 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape style="width:425pt;height:71pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    choice = f'<mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def _content_types() -> str:
    parts = {"document": "document.main", "header1": "header", "footer1": "footer"}
    parts |= {"styles": "styles", "numbering": "numbering"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{TYPES}.{kind}+xml"/>' for part, kind in parts.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{XML}<Types xmlns="{PACKAGE}/content-types">{rels}{xml}{overrides}</Types>'


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _styles() -> str:
    heads = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n + 1}"><w:name w:val="heading {n + 1}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr></w:style>'
        for n in range(3)
    )
    return _part("styles", heads)


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    abstract = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return _part("numbering", abstract + number)
