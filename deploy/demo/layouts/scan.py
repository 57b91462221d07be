"""A resume that was printed and scanned: pictures of its pages, a little crooked and noisy, without any text."""

from __future__ import annotations

from io import BytesIO
from random import Random

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 170


def scanned(pdf: bytes, random: Random) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in document:
        canvas.setPageSize(page.get_size())
        picture = _worn(page.render(scale=DPI / 72, grayscale=True).to_pil(), random)
        canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
        canvas.showPage()
    document.close()
    canvas.save()
    return buffer.getvalue()


def _worn(picture: Image.Image, random: Random) -> BytesIO:
    """JPEG of the page turned by under a degree, greyed and speckled."""
    turned = picture.convert("L").rotate(random.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=250)
    dice = np.random.default_rng(random.randrange(2**32))
    grey = np.asarray(turned, dtype=np.float32) * 0.93 + 8
    noisy = np.clip(grey + dice.normal(0, 7, grey.shape), 0, 255).astype(np.uint8)
    buffer = BytesIO()
    Image.fromarray(noisy).save(buffer, "JPEG", quality=62)
    buffer.seek(0)
    return buffer
