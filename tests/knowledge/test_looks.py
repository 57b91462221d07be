"""What the way lines are set says of them: firms above their posts, headings, bullets of Word."""

from __future__ import annotations

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge.documents import read, read_resume
from knowledge.headings import Section, section_named, section_of
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


def test_what_is_set_as_headings_alone_are_is_one_whatever_it_names() -> None:
    heads = [
        "PROFILE",
        "EXPERIENCE",
        "NON-EXECUTIVE ROLES",
        "TRAINING COLLEGE",
        "SKILLS",
        "LANGUAGES",
        "INTERESTS",
    ]
    lines = [line for head in heads for line in ((head, 1), ("Words", 2))]
    assert learned(lines) == ("NON-EXECUTIVE ROLES", "TRAINING COLLEGE")
    assert section_named("NON-EXECUTIVE ROLES") is Section.other
    assert learned([*lines, ("Position: Clerk", 1)]) == ("NON-EXECUTIVE ROLES", "TRAINING COLLEGE")


def test_post_and_firm_between_a_comma_before_the_dates_are_no_sentence() -> None:
    assert jobs_of(
        "Lecturer, University of Leeds\tJan 2016–Jul 2021",
        "Fellow, ETH Zürich\tMar 2013–Dec 2015",
        "Research Assistant, National Engineering Research Institute Jul 2007–Aug 2009",
    )[-1] == ("Research Assistant", "National Engineering Research Institute", "2007-07", "2009-08")


def test_where_a_label_says_the_post_the_rest_is_the_firm() -> None:
    assert jobs_of(
        "Sund Fasteners Ltd., Chennai",
        "Designation: Manager Accounts",
        "Duration: Apr 2018 to Till date",
        "• Audits",
        "M/s. Nataraj, Madurai",
        "Designation: Clerk",
        "Duration: Jun 2010 to Jun 2013",
    ) == [
        ("Manager Accounts", "Sund Fasteners Ltd.", "2018-04", None),
        ("Clerk", "Nataraj", "2010-06", "2013-06"),
    ]
