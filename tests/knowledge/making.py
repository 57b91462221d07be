"""Resumes of invented people, drawn in the layouts that people use, and files that are wrong on purpose."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4


@dataclass(frozen=True)
class Job:
    title: str
    company: str
    town: str
    dates: str
    start: str
    end: str | None
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """What the resume says, which is what reading it must find."""

    name: str
    email: str
    phone: str
    place: str
    headline: str
    jobs: tuple[Job, ...]
    degree: str
    school: str
    year: int
    listed: tuple[str, ...]
    skills: frozenset[str]
    languages: tuple[str, ...]
    certificate: str


ADA = Person(
    name="Adaora Lindholm",
    email="adaora.lindholm@mail.example",
    phone="+49 30 23125 777",
    place="Leipzig, Germany",
    headline="Logistics Manager",
    jobs=(
        Job(
            "Logistics Manager",
            "Fennmark Cargo GmbH",
            "Leipzig",
            "März 2020 – heute",
            "2020-03",
            None,
            ("Led inventory management for four depots", "Cut empty kilometres by route planning in SAP"),
        ),
        Job(
            "Dispatcher",
            "Oderkies Transport KG",
            "Dresden",
            "09/2016 - 02/2020",
            "2016-09",
            "2020-02",
            ("Planned forty tours a day", "Trained nine colleagues in forklift operation"),
        ),
    ),
    degree="BSc Supply Chain Engineering",
    school="Hochschule Wendelin",
    year=2016,
    listed=("SAP", "Inventory management", "Route planning", "Excel", "Negotiation"),
    skills=frozenset(
        {
            "SAP",
            "Inventory management",
            "Transport planning",
            "Microsoft Excel",
            "Negotiation",
            "Forklift operation",
            "Logistics",
            "Supply chain management",
        }
    ),
    languages=("German", "Swedish"),
    certificate="ADR Dangerous Goods Licence",
)
BRAM = Person(
    name="Bram Ó Catháin-Weiss",
    email="bram.weiss@post.example",
    phone="+44 20 7946 0123",
    place="Bristol, United Kingdom",
    headline="Senior Data Engineer",
    jobs=(
        Job(
            "Senior Data Engineer",
            "Quarrendon Health Ltd",
            "Bristol",
            "Jan 2021 – Present",
            "2021-01",
            None,
            ("Moved nightly loads to Kafka", "Wrote checks in Python and dbt for every table"),
        ),
        Job(
            "Data Analyst",
            "Saltmere Retail plc",
            "Cardiff",
            "2018–2020",
            "2018",
            "2020",
            ("Built dashboards in Power BI", "Taught SQL to buyers"),
        ),
    ),
    degree="MSc Statistics",
    school="University of Harrowfen",
    year=2018,
    listed=("Python", "SQL", "k8s", "Airflow", "R"),
    skills=frozenset(
        {
            "Python", "SQL", "Kubernetes", "Apache Airflow", "R", "Apache Kafka", "dbt", "Power BI", "Statistics",
            "Data visualisation",
        }
    ),
    languages=("English", "Irish"),
    certificate="Certified Kubernetes Administrator",
)  # fmt: skip
PEOPLE = (ADA, BRAM)


# --- PDF ---------------------------------------------------------------------------------------------------


class Pen:
    """Writes lines downwards from the top of a page."""

    def __init__(self, canvas: Canvas, x: float = 56, y: float = HEIGHT - 60) -> None:
        self.canvas, self.x, self.y = canvas, x, y

    def line(self, text: str, size: float = 10, bold: bool = False, right: str = "") -> None:
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, size)
        self.canvas.drawString(self.x, self.y, text)
        if right:
            self.canvas.setFont("Helvetica", size)
            self.canvas.drawRightString(WIDTH - 56, self.y, right)
        self.y -= size * 1.4

    def gap(self) -> None:
        self.y -= 10


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def one_column(person: Person) -> bytes:
    def draw(canvas: Canvas) -> None:
        pen = Pen(canvas)
        _head(pen, person)
        _jobs(pen, person)
        _rest(pen, person)

    return pdf(draw)


def two_pages(person: Person) -> bytes:
    def draw(canvas: Canvas) -> None:
        pen = Pen(canvas)
        _head(pen, person)
        _jobs(pen, person)
        canvas.drawCentredString(WIDTH / 2, 30, "Page 1 of 2")
        canvas.showPage()
        pen = Pen(canvas)
        _rest(pen, person)
        canvas.drawCentredString(WIDTH / 2, 30, "Page 2 of 2")

    return pdf(draw)


def two_columns(person: Person, row_by_row: bool) -> bytes:
    """A narrow column with contact and lists, a wide one with the rest; drawn side by side or one after the other."""
    narrow = [
        ("Contact", True), (person.email, False), (person.phone, False), (person.place, False),
        ("Skills", True), *((skill, False) for skill in person.listed),
        ("Languages", True), *((language, False) for language in person.languages),
        ("Certifications", True), (person.certificate, False),
    ]  # fmt: skip
    wide = [(person.name, True), (person.headline, False), ("Work experience", True)]
    for job in person.jobs:
        wide += [(job.title, True), (f"{job.company}, {job.town}", False), (job.dates, False)]
        wide += [(f"• {bullet}", False) for bullet in job.bullets]
    wide += [("Education", True), (person.degree, False), (f"{person.school}, {person.year}", False)]

    def draw(canvas: Canvas) -> None:
        cells = [(x, i, cell) for x, column in ((50, narrow), (240, wide)) for i, cell in enumerate(column)]
        for x, i, (text, bold) in sorted(cells, key=lambda c: c[1]) if row_by_row else cells:
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
            canvas.drawString(x, HEIGHT - 60 - 15 * i, text)

    return pdf(draw)


def table(person: Person) -> bytes:
    """Dates in a column of their own, left of what they belong to."""

    def draw(canvas: Canvas) -> None:
        pen = Pen(canvas)
        _head(pen, person)
        pen.line("Employment history", 12, bold=True)
        for job in person.jobs:
            canvas.setFont("Helvetica", 10)
            canvas.drawString(56, pen.y, job.dates)
            pen.x = 190
            pen.line(job.title, bold=True)
            pen.line(f"{job.company}, {job.town}")
            for bullet in job.bullets:
                pen.line(f"• {bullet}")
            pen.x = 56
            pen.gap()
        _rest(pen, person)

    return pdf(draw)


def scan(person: Person) -> bytes:
    """A picture of the resume, without any text layer."""
    return pictured(one_column(person))


def pictured(content: bytes) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[0]
    image = page.render(scale=200 / 72, grayscale=True).to_pil()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)

    return pdf(draw)


def _head(pen: Pen, person: Person) -> None:
    pen.line(person.name, 18, bold=True)
    pen.line(person.headline, 12)
    pen.line(f"{person.place} | {person.email} | {person.phone}")
    pen.gap()


def _jobs(pen: Pen, person: Person) -> None:
    pen.line("Professional Experience", 12, bold=True)
    for job in person.jobs:
        pen.line(job.title, bold=True, right=job.dates)
        pen.line(f"{job.company}, {job.town}")
        for bullet in job.bullets:
            pen.line(f"• {bullet}")
        pen.gap()


def _rest(pen: Pen, person: Person) -> None:
    pen.line("Education", 12, bold=True)
    pen.line(person.degree, right=str(person.year))
    pen.line(person.school)
    pen.gap()
    pen.line("Skills", 12, bold=True)
    pen.line(", ".join(person.listed))
    pen.gap()
    pen.line("Languages", 12, bold=True)
    pen.line(", ".join(person.languages))
    pen.gap()
    pen.line("Certifications", 12, bold=True)
    pen.line(person.certificate)


# --- DOCX and TXT ------------------------------------------------------------------------------------------


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word(person: Person) -> bytes:
    """Name and address in the page header, jobs in a table, skills in a text box."""
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = person.name
    header.add_paragraph(person.headline)
    header.add_paragraph(f"{person.place} · {person.email} · {person.phone}")
    document.add_heading("Work experience", 1)
    grid = document.add_table(rows=0, cols=2)
    for job in person.jobs:
        cells = grid.add_row().cells
        cells[0].text = job.dates
        cells[1].text = f"{job.title}, {job.company}"
        cells = grid.add_row().cells
        cells[1].text = "\n".join(job.bullets)
    document.add_heading("Education", 1)
    document.add_paragraph(f"{person.degree}, {person.school}, {person.year}")
    text_box(document, ["Skills", ", ".join(person.listed)])
    document.add_heading("Languages", 1)
    for language in person.languages:
        document.add_paragraph(language, style="List Bullet")
    document.add_heading("Certifications", 1)
    document.add_paragraph(person.certificate)
    return saved(document)


def text_box(document: Any, lines: list[str]) -> None:
    inside = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    shape = f'<v:shape style="width:200pt;height:60pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>'
    markup = f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">{shape}</w:pict>'
    document.add_paragraph().add_run()._r.append(parse_xml(markup))


def plain(person: Person) -> bytes:
    lines = [person.name, person.headline, person.place, person.email, person.phone, "", "EXPERIENCE"]
    for job in person.jobs:
        lines += [
            f"{job.dates}: {job.title}, {job.company}, {job.town}",
            *(f"- {b}" for b in job.bullets),
            "",
        ]
    lines += [
        "EDUCATION",
        f"{person.year}: {person.degree}, {person.school}",
        "",
        f"Skills: {', '.join(person.listed)}",
    ]
    lines += [f"Languages: {', '.join(person.languages)}", "", "CERTIFICATIONS", person.certificate]
    return "\n".join(lines).encode()


# --- wrong on purpose --------------------------------------------------------------------------------------


def _packed(block: bytes, times: int) -> bytes:
    """What `zlib.compress(block * times)` stands for, without the work: after a full flush each block is packed alike."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    once, check = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH), 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + once * times + packer.flush() + check.to_bytes(4, "big")


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def picture_bomb() -> bytes:
    """A PNG of 300 kB, 50,000 pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)

    side, rows = 50_000, bytes(1 + 50_000 // 8) * 500
    header = side.to_bytes(4) * 2 + bytes([1, 0, 0, 0, 0])
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", _packed(rows, side // 500)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@cache
def bomb() -> bytes:
    """A PDF of a few kilobytes whose page unpacks, twice, to a gigabyte of text."""
    stream = zlib.compress(_packed(b"BT /F 12 Tf 72 700 Td (hello) Tj ET " * 30_000, 1_000))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + entries + trailer
