"""A resume of nobody in the commonest kinds of file, on which a reader warms up before it forks."""

from __future__ import annotations

from io import BytesIO

TEXT = """\
Ada Park
Software Developer
ada@post.example | +49 30 901820 | Berlin, Germany | linkedin.com/in/ada-park

SUMMARY
Developer with eight years of experience in Python and PostgreSQL, who likes to work close to the people who use it.

EXPERIENCE
Senior Software Developer                                                      Jan 2020 - Present
Park GmbH, Berlin
• Led a team of four that moved the billing of 200 customers from a monolith to services
• Cut the cost of hosting by 30% with Docker, Kubernetes and Terraform
Software Developer                                                              03/2016 - 12/2019
Example Software Ltd, London
• Built reports in Django and React; wrote the tests that let us deploy every day
Internship, Data Analyst                                                     June 2015 - August 2015
Sample Statistics Inc.
• Cleaned data of surveys with SQL and Excel

EDUCATION
M.Sc. Computer Science, Technical University of Berlin                              2013 - 2015
B.Sc. Mathematics, University of Leeds, 2013 (First Class Honours)

SKILLS
Languages: Python, SQL, TypeScript, Java
Tools: Docker, Kubernetes, Terraform, Git, PostgreSQL, React

CERTIFICATIONS
AWS Certified Developer, 2021

LANGUAGES
German (native), English (fluent)
"""


def pdf() -> bytes:
    """One page in a font that every PDF reader has."""
    letters = TEXT.replace("•", "-").encode("latin-1").replace(b"(", rb"\(").replace(b")", rb"\)")
    shown = b" ".join(b"(%b) '" % line for line in letters.split(b"\n"))
    drawn = b"BT /F 9 Tf 12 TL 50 800 Td %b ET" % shown
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    numbered = (b"%d 0 obj%b endobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>\n%%EOF"


def docx() -> bytes:
    # Deferred on purpose: readers alone have it loaded anyway.
    from docx import Document

    document, file = Document(), BytesIO()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()
