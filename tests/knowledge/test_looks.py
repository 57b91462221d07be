"""What the way lines are set says of them: firms above their posts, headings, bullets of Word."""

from __future__ import annotations

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge.documents import read, read_resume
from knowledge.headings import Section, section_of
from knowledge.heads import faces, learned
from tests.knowledge.making import Pen, pdf, saved
from tests.knowledge.test_headers import TODAY, Job, jobs_of

FIRMS = [
    ("Rowan Health Foundation", "Nonprofit with $310 million of investments", "Director of Finance (2020 – present)"),
    ("Three Sisters Brewing", "", "Controller (07/2016 – 09/2020)"),
    ("", "", "Accountant (03/2014 – 06/2016)"),
    ("Columbia Timber", "", "Bookkeeper (01/2011 – 02/2014)"),
]  # fmt: skip


def jobs_in(content: bytes, name: str = "cv.pdf") -> list[Job]:
    _, profile = read_resume(name, content, TODAY)
    return [(e.title, e.company, e.start, e.end) for e in profile.employments]


def test_a_line_set_as_a_firm_above_its_post_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        pen = Pen(canvas)
        pen.line("Imke Sand", 18)
        pen.line("Where I have worked", 12, bold=True)
        for firm, about, post in FIRMS:
            for text, bold in ((firm, True), (about, False), (post, False)):
                if text:
                    pen.line(text, 11, bold=bold)
            pen.line("• Reported to the president and to the finance committee in words they could read and")
            pen.line("  laugh about")
        pen.line("Skills", 12, bold=True)

    assert jobs_in(pdf(draw)) == [
        ("Director of Finance", "Rowan Health Foundation", "2020", None),
        ("Controller", "Three Sisters Brewing", "2016-07", "2020-09"),
        ("Accountant", "Three Sisters Brewing", "2014-03", "2016-06"),
        ("Bookkeeper", "Columbia Timber", "2011-01", "2014-02"),
    ]


def test_faces_are_those_of_short_lines_not_set_as_most_of_the_text() -> None:
    lines = [("Acme", "bold"), ("Filed " * 20, "plain"), ("Sold", "plain"), ("Oak", "bold"), ("2019", "thin")]
    assert faces(lines) == {"Acme": 0, "Oak": 0, "2019": 2}
    assert faces([]) == {}


def test_firms_set_like_headings_are_no_headings() -> None:
    lines = [
        ("Experience", 1), ("Rajang Services", 1), ("Cook, 2020", 2), ("Miri Mills", 1), ("Cook, 2018", 2),
        ("Education", 1), ("BSc", 2), ("Tools I love", 1), ("Skills", 1), ("Languages", 1),
    ]  # fmt: skip
    assert learned(lines) == ("Tools I love",)
    assert learned([line for line in lines if line[0] != "Rajang Services"]) == ("Miri Mills", "Tools I love")


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Utdanning (Education)", Section.education),
        ("Kokemus (Experience)", Section.employment),
        ("Experience (most recent first)", Section.employment),
        ("Bachelor of Arts (Honours)", None),
        ("Northern lights (Languages of the sky)", None),
    ],
)
def test_a_heading_with_the_same_in_another_language(heading: str, section: Section | None) -> None:
    assert section_of(heading) is section


def test_paragraphs_that_word_draws_a_bullet_before_have_one() -> None:
    document = docx.Document()
    for text, style in (
        ("Duties", None),
        ("Filed", "List Bullet"),
        ("Sold", "List Number"),
        ("Ran", "List Bullet 2"),
    ):
        document.add_paragraph(text, style=style)
    text = read("cv.docx", saved(document)).text
    assert [line for line in text.split("\n") if line] == ["Duties", "• Filed", "Sold", "• Ran"]


def test_a_number_at_the_end_of_a_line_is_no_day_of_the_month_below() -> None:
    assert jobs_of("Clerk", "Elm Packers (Pvt) Ltd, Suite 14", "Feb 2022 – Present") == [
        ("Clerk", "Elm Packers (Pvt) Ltd", "2022-02", None)
    ]
