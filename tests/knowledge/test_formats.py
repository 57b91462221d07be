"""Resumes that are neither PDF nor DOCX: what is read, and every bad file with its sentence."""

from __future__ import annotations

import json
import shutil
import struct
import zipfile
import zlib
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from domain.errors import BadFile
from domain.profiles import Profile
from knowledge import resumes
from knowledge.documents import Kind, check, read
from tests.knowledge import making
from tests.knowledge.making import ADA
from tests.parts import need

TODAY = date(2026, 11, 1)


def profile(name: str, content: bytes) -> Profile:
    return resumes.parse(read(name, content), TODAY)


# --- structured --------------------------------------------------------------------------------------------

JSON_RESUME = {
    "basics": {
        "name": "Maren Osterloh", "label": "Data Engineer", "email": "maren.osterloh@mail.example", "phone": "+49 30 23125 555",
        "location": {"city": "Leipzig", "countryCode": "DE"}, "summary": "Likes tidy tables.",
    },
    "work": [
        {"name": "Kranich Daten GmbH", "position": "Data Engineer", "startDate": "2020-03-01", "highlights": ["Moved loads to Kafka"]},
        {"name": "Saltmere Retail plc", "position": "Data Analyst", "startDate": "2017-01-01", "endDate": "2020-02-28"},
    ],
    "education": [{"institution": "Universität Leipzig", "area": "Informatik", "studyType": "Bachelor", "endDate": "2016-09-30"}],
    "skills": [{"name": "Databases", "keywords": ["PostgreSQL", "Snowflake"]}],
    "languages": [{"language": "German"}, {"language": "English"}],
}  # fmt: skip
EUROPASS = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
<Identification><PersonName><FirstName>Maren</FirstName><Surname>Osterloh</Surname></PersonName><ContactInfo>
<Address><Contact><Municipality>Leipzig</Municipality><Country><Code>DE</Code><Label>Germany</Label></Country></Contact></Address>
<Email><Contact>maren.osterloh@mail.example</Contact></Email>
<TelephoneList><Telephone><Contact>+49 30 23125 555</Contact></Telephone></TelephoneList></ContactInfo></Identification>
<WorkExperienceList><WorkExperience><Period><From year="2020" month="--03"/><Current>true</Current></Period>
<Position><Label>Data Engineer</Label></Position><Employer><Name>Kranich Daten GmbH</Name></Employer></WorkExperience>
<WorkExperience><Period><From year="2017" month="--01"/><To year="2020" month="--02"/></Period>
<Position><Label>Data Analyst</Label></Position><Employer><Name>Saltmere Retail plc</Name></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><From year="2013"/><To year="2016"/></Period><Title>Bachelor Informatik</Title>
<Organisation><Name>Universität Leipzig</Name></Organisation></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>German</Label></Description></MotherTongue></MotherTongueList>
</Linguistic><Computer><Description>PostgreSQL, Snowflake</Description></Computer></Skills></LearnerInfo></SkillsPassport>"""
EUROPASS_JSON = {
    "SkillsPassport": {
        "LearnerInfo": {
            "Identification": {
                "PersonName": {"FirstName": "Maren", "Surname": "Osterloh"},
                "ContactInfo": {
                    "Email": {"Contact": "maren.osterloh@mail.example"},
                    "Telephone": [{"Contact": "+49 30 23125 555"}],
                },
            },
            "WorkExperience": [
                {"Period": {"From": {"Year": 2020, "Month": 3}, "Current": True}, "Position": {"Label": "Data Engineer"},
                 "Employer": {"Name": "Kranich Daten GmbH"}},
                {"Period": {"From": {"Year": 2017, "Month": 1}, "To": {"Year": 2020, "Month": 2}},
                 "Position": {"Label": "Data Analyst"}, "Employer": {"Name": "Saltmere Retail plc"}},
            ],
            "Education": [{"Period": {"To": {"Year": 2016}}, "Title": "Bachelor Informatik", "Organisation": {"Name": "Universität Leipzig"}}],
            "Skills": {"Computer": {"Description": "PostgreSQL, Snowflake"}},
        }
    }
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.json", json.dumps(JSON_RESUME).encode()),
        ("cv.xml", EUROPASS.encode()),
        ("cv.json", json.dumps(EUROPASS_JSON).encode()),
    ],
    ids=["JSON Resume", "Europass XML", "Europass JSON"],
)
def test_resumes_that_are_data(name: str, content: bytes) -> None:
    document = read(name, content)
    found = resumes.parse(document, TODAY)
    assert found.name
    assert found.name.value == "Maren Osterloh"
    assert found.email
    assert document.text[found.email.span.start : found.email.span.end] == "maren.osterloh@mail.example"
    assert found.phone
    assert found.phone.value == "+49 30 23125 555"
    assert [(e.title, e.company, e.start, e.end) for e in found.employments] == [
        ("Data Engineer", "Kranich Daten GmbH", "2020-03", None),
        ("Data Analyst", "Saltmere Retail plc", "2017-01", "2020-02"),
    ]
    assert [(e.degree, e.institution, e.year) for e in found.education] == [
        ("Bachelor Informatik", "Universität Leipzig", 2016)
    ]
    assert {"PostgreSQL", "Snowflake"} <= {s.name for s in found.skills}


# --- pictures ----------------------------------------------------------------------------------------------


def picture(kind: str) -> bytes:
    out = BytesIO()
    page = pypdfium2.PdfDocument(making.one_column(ADA))[0]
    page.render(scale=200 / 72, grayscale=True).to_pil().save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("cv.png", "PNG"), ("cv.jpg", "JPEG"), ("cv.jpeg", "JPEG")])
def test_pictures_are_recognised(name: str, kind: str) -> None:
    need(shutil.which("tesseract"), "tesseract")
    document = read(name, picture(kind))
    found = resumes.parse(document, TODAY)
    assert document.method == "ocr"
    assert found.name
    assert (found.name.value, found.email.value if found.email else None) == (ADA.name, ADA.email)
    assert found.name.confidence < 0.9


def huge_png() -> bytes:
    """A few hundred bytes that say they are a picture of 50,000 by 50,000 points."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


# --- plain and marked up -----------------------------------------------------------------------------------


def odt(**parts: bytes) -> bytes:
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "text", "table", "style")
    )
    fo = ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    styles = (
        '<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T2"><style:text-properties fo:color="#ffffff"/></style:style></office:automatic-styles>'
    )
    body = (
        "<text:h>Jane Doe</text:h><text:p>Baker<text:tab/>2019<text:span text:style-name='T1'>unseen one</text:span></text:p>"
        "<text:p text:style-name='T2'>unseen two</text:p><text:list><text:list-item><text:p>Rolls</text:p></text:list-item></text:list>"
    )
    content = f"<office:document-content{names}{fo}>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def test_odt_in_order_and_hidden_text_apart() -> None:
    document = read("cv.odt", odt())
    assert document.text == "Jane Doe\nBaker\t2019\n\n• Rolls"
    assert [(h.text, h.why) for h in document.hidden] == [
        ("unseen one", "marked as hidden"),
        ("unseen two", "in the colour of its background"),
    ]


def test_markdown_as_it_is_shown() -> None:
    document = read(
        "cv.md",
        b"# Jane Doe\n\n**Baker** at [Ofen](https://ofen.example)\n\n- Rolls\n- Bread\n\n| a | b |\n|---|---|\n| c | d |\n",
    )
    assert document.text == "Jane Doe\n\nBaker at Ofen\n\n• Rolls\n• Bread\n\na\tb\nc\td"


DEEP = b"<div>" * 5000 + b"deep" + b"</div>" * 5000
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;&b;&b;">]><SkillsPassport>&c;</SkillsPassport>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><SkillsPassport>&b;</SkillsPassport>'

BAD = [
    ("cv.rtf", making.one_column(ADA), "cv.rtf is named .rtf but holds a PDF. Please upload the original file."),
    ("cv.rtf", rb"{\rtf1{\object\objdata 0105}}", "cv.rtf contains embedded objects. Please save it without them, or as a PDF."),
    ("cv.rtf", b"{\\rtf1" + b"{" * 100_000, "cv.rtf is nested far deeper than a resume."),
    ("cv.rtf", rb"{\rtf1}", "cv.rtf has no readable text."),
    ("cv.odt", making.word(ADA), "cv.odt is not an ODT file, although it is packed like one."),
    ("cv.odt", odt()[:200], "cv.odt is damaged."),
    ("cv.odt", odt(Basic__m=b"x"), "cv.odt contains macros."),
    ("cv.odt", odt(**{"META-INF__manifest.xml": b"<a><encryption-data/></a>"}), "cv.odt is protected by a password."),
    ("cv.odt", odt(big=b"\0" * 30_000_000), "cv.odt unpacks to far more than a resume needs."),
    ("cv.html", DEEP, "cv.html is nested far deeper than a resume."),
    ("cv.html", b"<p></p>", "cv.html has no readable text."),
    ("cv.md", b"# \n", "cv.md has no readable text."),
    ("cv.png", huge_png(), "cv.png unpacks to a far larger picture than a page needs. Please scan it at 300 dpi."),
    ("cv.png", b"\x89PNG\r\n\x1a\nrubbish", "cv.png is damaged."),
    ("cv.jpg", b"\x89PNG\r\n\x1a\n", "cv.jpg is named .jpeg but holds a picture."),
    ("cv.json", b"{", "cv.json is damaged."),
    ("cv.json", b"[" * 100_000, "cv.json is damaged."),
    ("cv.json", b'{"a": 1}', "cv.json is neither a JSON Resume nor a Europass file. Please upload the resume as a PDF."),
    ("cv.xml", ENTITIES, "cv.xml declares entities, which a resume has no need of."),
    ("cv.xml", OUTSIDE, "cv.xml declares entities, which a resume has no need of."),
    ("cv.xml", b"<a>", "cv.xml is damaged."),
    ("cv.xml", b"<a><b/></a>", "cv.xml is neither a JSON Resume nor a Europass file."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_bad_files(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(name, content)
    assert caught.value.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.JPG", b"\xff\xd8\xff", Kind.jpeg), ("a.htm", b"<p>", Kind.html), ("a.markdown", b"#", Kind.md)],
)
def test_other_names_of_a_kind(name: str, content: bytes, kind: Kind) -> None:
    assert check(name, content) is kind


# --- PDF, wrong on purpose ---------------------------------------------------------------------------------


def test_a_script_in_a_pdf_never_runs_and_is_no_text() -> None:
    script = b"/OpenAction<</S/JavaScript/JS(app.alert\\('Kubernetes'\\))>>"
    content = making.one_column(ADA).replace(b"/Type /Catalog", b"/Type /Catalog " + script)
    assert script in content
    document = read("cv.pdf", content)
    assert "Adaora" in document.text
    assert "Kubernetes" not in document.text
