"""PDFs that no browser made: laid out by reportlab, drawn word by word, filled-in forms, and pictures of paper."""

from __future__ import annotations

import random
from io import BytesIO

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, Spacer

from bench.challenge.facts import Sheet

FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf"
pdfmetrics.registerFont(TTFont("Plain", FONTS.format("")))
pdfmetrics.registerFont(TTFont("Bold", FONTS.format("-Bold")))

_BODY = ParagraphStyle("body", fontName="Plain", fontSize=9.5, leading=12.5)
_HEAD = ParagraphStyle("head", fontName="Bold", fontSize=12, leading=18, spaceBefore=8)
_NAME = ParagraphStyle("name", fontName="Bold", fontSize=18, leading=24)


def _framed(s: Sheet, *, side_first: bool, width: float) -> bytes:
    f, out = s.facts, BytesIO()
    side: list[Flowable] = [Paragraph(x, _BODY) for x in (f.email, f.phone, f.place)]
    side += [Paragraph(s.heads[2], _HEAD), *(Paragraph(f"• {x}", _BODY) for x in f.skills)]
    side += [Paragraph("Languages", _HEAD), *(Paragraph(x, _BODY) for x in f.languages)]
    main: list[Flowable] = [
        Paragraph(f.name, _NAME),
        Paragraph(f.headline, _BODY),
        Paragraph(s.heads[0], _HEAD),
    ]
    for j in f.jobs:
        main += [Paragraph(f"<font name=Bold>{j.title}</font>, {j.company.replace('&', '&amp;')}", _BODY)]
        main += [
            Paragraph(f"{s.when(j)}, {j.town}", _BODY),
            *(Paragraph(f"• {d}", _BODY) for d in j.done),
            Spacer(1, 7),
        ]
    main += [Paragraph(s.heads[1], _HEAD)]
    main += [Paragraph(f"{x.degree}<br/>{x.school}<br/>{x.year}", _BODY) for x in f.studies]
    full, tall = A4
    narrow = Frame(30 if side_first else full - width - 30, 30, width, tall - 60)
    wide = Frame(width + 50 if side_first else 30, 30, full - width - 80, tall - 60)
    frames, story = (
        ([narrow, wide], [*side, FrameBreak(), *main])
        if side_first
        else ([wide, narrow], [*main, FrameBreak(), *side])
    )
    BaseDocTemplate(out, pagesize=A4, pageTemplates=[PageTemplate(frames=frames)]).build(story)
    return out.getvalue()


def frames(s: Sheet) -> bytes:
    return _framed(s, side_first=True, width=150)


def platypus_right(s: Sheet) -> bytes:
    return _framed(s, side_first=False, width=165)


def _placed(s: Sheet, *, spread: bool) -> bytes:
    """Every word drawn on its own, without a space anywhere, as typesetters do; `spread` to the right margin."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=letter)
    f, y = s.facts, 740.0
    for kind, text, right in _lines(s):
        font, size = (
            ("Bold", 17.0) if kind == "name" else ("Bold", 12.0) if kind == "head" else ("Plain", 10.0)
        )
        y -= size + (9 if kind == "head" else 5)
        canvas.setFont(font, size)
        words = text.split()
        plain = sum(canvas.stringWidth(word) for word in words)
        gap = 0.3 * size
        if spread and kind == "body" and len(words) > 9:
            gap = (500 - plain) / (len(words) - 1)
        x = 56.0
        for word in words:
            canvas.drawString(x, y, word)
            x += canvas.stringWidth(word) + gap
        if right:
            canvas.drawRightString(556, y, right)
    canvas.setTitle(f.name)
    canvas.save()
    return out.getvalue()


def _lines(s: Sheet) -> list[tuple[str, str, str]]:
    f = s.facts
    lines = [
        ("name", f.name, ""),
        ("body", f.headline, f.phone),
        ("body", f.place, f.email),
        ("head", s.heads[0], ""),
    ]
    for j in f.jobs:
        lines += [("body", f"{j.company}, {j.town}", s.when(j)), ("body", j.title, "")]
        lines += [
            ("body", f"• {d} and wrote down how so that whoever came next could go on", "") for d in j.done
        ]
    lines += [
        ("head", s.heads[1], ""),
        *(("body", f"{x.degree}, {x.school}", str(x.year)) for x in f.studies),
    ]
    lines += [("head", s.heads[2], ""), ("body", ", ".join(f.skills), ""), ("head", "Languages", "")]
    return [*lines, ("body", ", ".join(f.languages), "")]


def word_by_word(s: Sheet) -> bytes:
    return _placed(s, spread=False)


def justified(s: Sheet) -> bytes:
    return _placed(s, spread=True)


def form_drawn(s: Sheet) -> bytes:
    """A PDF form whose fields hold the answers."""
    f, out = s.facts, BytesIO()
    canvas, y = Canvas(out, pagesize=letter), 750.0
    jobs = [
        (label, text)
        for j in f.jobs
        for label, text in (("Job title", j.title), ("Company", j.company), ("Dates", s.when(j, " - ")))
    ]
    study = [
        (label, text)
        for x in f.studies
        for label, text in (("Degree", x.degree), ("School", x.school), ("Year", str(x.year)))
    ]
    rows = [
        ("Name", f.name),
        ("Email", f.email),
        ("Phone", f.phone),
        ("City", f.place),
        (s.heads[0], ""),
        *jobs,
        (s.heads[1], ""),
        *study,
    ]
    for label, text in [*rows, (s.heads[2], ""), ("Skills", ", ".join(f.skills))]:
        y -= 27
        canvas.setFont("Plain" if text else "Bold", 10 if text else 13)
        canvas.drawString(60, y, label)
        if text:
            canvas.acroForm.textfield(
                name=f"{label}{y:.0f}",
                value=text,
                x=160,
                y=y - 6,
                width=380,
                height=20,
                fontSize=10,
                borderWidth=0,
            )
    canvas.save()
    return out.getvalue()


# --- pictures of paper -------------------------------------------------------------------------------------


def picture(pdf: bytes, *, dpi: int, turn: float, noise: int, blur: float, seed: int) -> Image.Image:
    """The first page as a scanner or a telephone sees it: tilted by `turn` degrees, speckled, a little soft."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    image = image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(
        ImageFilter.GaussianBlur(blur)
    )
    dots = random.Random(seed)
    for _ in range(noise):
        image.putpixel((dots.randrange(image.width), dots.randrange(image.height)), dots.randrange(90, 200))
    return image


def saved(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(
        out, kind, **({"quality": 70} if kind == "JPEG" else {"resolution": 200} if kind == "PDF" else {})
    )
    return out.getvalue()
