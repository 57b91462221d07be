"""Each person of the second bench as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import pypdfium2

from bench.challenge import drawn, plain, saved
from bench.challenge.facts import Sheet
from bench.challenge.pages import page
from bench.challenge.pages_more import TUNING, plain_sheet
from bench.challenge.pages_reported import REPORTED

Print = Callable[[str], bytes]
PAGES = {**TUNING, **REPORTED}
DRAWN: dict[str, Callable[[Sheet], bytes]] = {
    made.__name__: made
    for made in (drawn.frames, drawn.platypus_right, drawn.word_by_word, drawn.justified, drawn.form_drawn)
}
WRITTEN: dict[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "docx_boxes": ("cv.docx", saved.docx_boxes),
    "docx_grid": ("cv.docx", saved.docx_grid),
    "docx_head": ("cv.docx", saved.docx_head),
    "docx_columns": ("cv.docx", saved.docx_columns),
    "docx_plain_list": ("cv.docx", saved.docx_plain_list),
    "rtf_tabs": ("cv.rtf", saved.rtf_tabs),
    "rtf_table": ("cv.rtf", saved.rtf_table),
    "odt_rich": ("cv.odt", saved.odt_rich),
    "odt_lists": ("cv.odt", saved.odt_lists),
    "typewriter": ("cv.txt", plain.typewriter),
    "caps_text": ("cv.txt", plain.caps_text),
    "markdown_links": ("cv.md", plain.markdown_links),
    "markdown_table": ("cv.md", plain.markdown_table),
    "json_resume": ("cv.json", plain.json_resume),
    "json_old": ("cv.json", plain.json_old),
    "europass_json": ("cv.json", plain.europass_json),
    "europass_xml": ("cv.xml", plain.europass_xml),
}


def files(sheets: Iterable[Sheet], to_pdf: Print) -> Iterator[tuple[Sheet, str, bytes]]:
    """Each person with the name and content of the file."""
    for s in sheets:
        layout = s.facts.layout
        if layout in PAGES:
            yield s, "cv.pdf", to_pdf(PAGES[layout](s))
        elif layout in DRAWN:
            yield s, "cv.pdf", DRAWN[layout](s)
        elif layout in WRITTEN:
            name, write = WRITTEN[layout]
            yield s, name, write(s)
        elif layout in ("web_page", "web_tables"):
            yield s, "cv.html", (plain_sheet(s) if layout == "web_page" else _web_tables(s)).encode()
        else:
            yield s, *_paper(s, layout, to_pdf)


def _web_tables(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<tr><td>{s.when(j)}</td><td><strong>{j.title}</strong>, {j.company}, {j.town}<ul><li>{j.done[0]}</li></ul></td></tr>"
        for j in f.jobs
    )
    study = "".join(f"<tr><td>{x.year}</td><td>{x.degree}, {x.school}</td></tr>" for x in f.studies)
    skills = "".join(f"<li>{x}</li>" for x in f.skills)
    return page(
        f"<nav><a href='#'>Home</a></nav><h1>{f.name}</h1><p>{f.headline}</p><address>{f.place}<br>{f.phone}<br><a href='mailto:{f.email}'>{f.email}</a></address>"
        f"<h2>{s.heads[0]}</h2><table>{jobs}</table><h2>{s.heads[1]}</h2><table>{study}</table><h2>{s.heads[2]}</h2><ul>{skills}</ul><h2>Languages</h2><p>{', '.join(f.languages)}</p>"
    )


def _paper(s: Sheet, layout: str, to_pdf: Print) -> tuple[str, bytes]:
    pdf = to_pdf(plain_sheet(s))
    if layout == "quarter_turn":
        document = pypdfium2.PdfDocument(pdf)
        document[0].set_rotation(270)
        out = BytesIO()
        document.save(out)
        return "cv.pdf", out.getvalue()
    if layout == "skewed_scan":
        return "cv.pdf", drawn.saved(
            drawn.picture(pdf, dpi=200, turn=0.7, noise=4000, blur=0.6, seed=1), "PDF"
        )
    if layout == "photo_jpeg":
        return "cv.jpg", drawn.saved(
            drawn.picture(pdf, dpi=170, turn=-0.6, noise=2000, blur=0.5, seed=2), "JPEG"
        )
    if layout == "upside_scan":
        return "cv.pdf", drawn.saved(
            drawn.picture(pdf, dpi=200, turn=-1.1, noise=3000, blur=0.4, seed=3), "PDF"
        )
    return "cv.png", drawn.saved(drawn.picture(pdf, dpi=200, turn=0.3, noise=9000, blur=0.8, seed=4), "PNG")
