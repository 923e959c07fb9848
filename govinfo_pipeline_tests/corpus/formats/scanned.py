"""A scanned report: a PDF whose only content is the picture of a page."""

import io
import random


def render() -> bytes:
    """One page with the picture of a ruled table; the same bytes every time."""
    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    picture = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(picture)
    rng = random.Random("scanned")
    for y in range(120, 760, 32):
        draw.line((60, y, 560, y), fill=60)
        for x in range(60, 561, 100):
            draw.line((x, 120, x, 728), fill=60)
            draw.rectangle((x + 20, y + 8, x + 20 + rng.randint(4, 30), y + 20), fill=90)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
