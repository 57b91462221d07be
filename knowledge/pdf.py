"""PDF → document: words with places, hidden ones set apart, the rest in reading order; scanned pages by OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from domain.errors import BadFile
from knowledge import careful, visibility
from knowledge.characters import clean, smuggled
from knowledge.documents import LOCKED, MAX_PAGES, Document, Hidden, Method, assembled
from knowledge.heads import faces, labels, learned
from knowledge.hyphenation import whole
from knowledge.layout import Look, arrange, arranged, largest, looks, runs_of
from knowledge.pdf_words import Drawn, words_of
from knowledge.words import Word

SCAN_WORDS = 8
"""A page with fewer words than this, and something else drawn on it, is recognised from its picture."""
_SHOWN_ANNOTATIONS = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP)


class Page(NamedTuple):
    text: str
    hidden: list[Hidden]
    recognised: bool
    large: str = ""
    looks: Sequence[tuple[str, Look]] = ()


def read_pdf(content: bytes) -> Document:
    """Raises `BadFile` (a sentence without its subject) when encrypted, damaged, of too many pages, or a scan where
    no OCR is installed."""
    document = _open(content)
    try:
        count = len(document)
        if count == 0:
            raise BadFile("has no pages. Please export it anew and upload it again.")
        if count > MAX_PAGES:
            raise BadFile(f"has {count} pages; the limit is {MAX_PAGES}. Please upload the resume alone.")
        pages = [_read_page(content, document, number) for number in range(count)]
    except pypdfium2.PdfiumError as error:
        raise BadFile("is damaged. Please export it anew and upload it again.") from error
    finally:
        document.close()
    method: Method = "ocr" if any(page.recognised for page in pages) else "text"
    seen = [look for page in pages for look in page.looks]
    hidden, large = [h for p in pages for h in p.hidden], pages[0].large
    set_in = faces((text, style) for text, (style, *_) in seen)
    return assembled([p.text for p in pages], hidden, method, large, learned(seen), labels(seen), set_in)


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise BadFile(LOCKED) from error
        raise BadFile("is damaged. Please export it anew and upload it again.") from error


def _read_page(content: bytes, document: pypdfium2.PdfDocument, number: int) -> Page:
    page = _with_annotations(document, number)
    text = page.get_textpage()
    words = words_of(text)
    why = visibility.hidden(page, text, words)
    seen = [word for i, word in enumerate(words) if i not in why]
    hidden = _evidence(words, why, number + 1)
    if len(seen) < SCAN_WORDS and not _blank(page, seen):
        return _recognise(page, seen, hidden)
    runs = whole(runs_of(drawn.word for drawn in seen))
    large, look = "" if number else largest(runs), looks(runs)
    lines = _arranged(seen, runs)
    if not hidden and careful.is_doubtful(lines):
        lines = careful.better(lines, content, number)
    return Page(lines, hidden, False, large, look)


def _with_annotations(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page with filled-in form fields and notes drawn onto it as a reader sees them."""
    page = document[number]
    kinds = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kinds.append(pdfium.FPDFAnnot_GetSubtype(note))
        pdfium.FPDFPage_CloseAnnot(note)
    if not any(kind in _SHOWN_ANNOTATIONS for kind in kinds):
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number]


def _arranged(words: Sequence[Drawn], runs: list[Word]) -> str:
    """Text of each direction on its own, the one with most text first; `runs` are those of all words."""
    letters: Counter[int] = Counter()
    for drawn in words:
        letters[drawn.direction] += len(drawn.word.text)
    if len(letters) <= 1:
        return "\n".join(arranged(runs))
    parts = [arrange(d.word for d in words if d.direction == way) for way, _ in letters.most_common()]
    return "\n".join("\n".join(lines) for lines in parts)


def _evidence(words: Sequence[Drawn], why: dict[int, str], page: int) -> list[Hidden]:
    """Hidden words that follow each other for one reason, as one text."""
    found = []
    for reason, group in groupby(sorted(why), key=lambda i: why[i]):
        text = clean(" ".join(words[i].word.text for i in group))
        if any(character.isalnum() for character in text):
            found.append(Hidden(text, reason, page))
    spelt = [Hidden(s, "zero-width characters", page) for w in words for s in smuggled(w.word.text)]
    return found + spelt


def _blank(page: pypdfium2.PdfPage, words: Sequence[Drawn]) -> bool:
    """Nothing is drawn on the page but these words."""
    return visibility.is_empty(page) or (bool(words) and not visibility.has_pictures(page))


def _recognise(page: pypdfium2.PdfPage, seen: Sequence[Drawn], hidden: list[Hidden]) -> Page:
    # Deferred on purpose: few files are scans.
    from knowledge import ocr

    text = ocr.with_bullets("\n".join(arrange(ocr.words_of(page))))
    if not text.strip():
        return Page(_arranged(seen, runs_of(drawn.word for drawn in seen)), hidden, False)
    return Page(text, [h for h in hidden if not ocr.repeats(text, h.text)], True)
