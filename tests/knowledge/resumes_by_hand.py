"""Candidates written by hand, their profiles pointing into their texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.hiring import Candidate
from domain.profiles import Employment, Profile, Skill, Span, Value
from knowledge import skills

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def value(text: str, words: str) -> Value:
    start = text.index(words)
    return Value(value=words, span=Span(start=start, end=start + len(words)))


def candidate(
    id: str,
    name: str,
    place: str,
    years: float | None,
    jobs: Sequence[tuple[str, str]],
    body: str,
    languages: Sequence[str] = (),
) -> Candidate:
    """`jobs`: (title, start year), the present one first. Skills are found in the body by the taxonomy."""
    lines = [f"{title}, Example Ltd, since {start}" for title, start in jobs]
    text = "\n".join(
        [name, f"{name.split()[0].lower()}@example.com", place, "", *lines, "", body, *languages]
    )
    mentions: dict[str, list[Span]] = {}
    for mention in skills.find(text):
        mentions.setdefault(mention.name, []).append(Span(start=mention.start, end=mention.end))
    employments = tuple(
        Employment(
            title=title,
            company="Example Ltd",
            start=start,
            end=None,
            current=number == 0,
            span=value(text, line).span,
        )
        for number, ((title, start), line) in enumerate(zip(jobs, lines, strict=True))
    )
    profile = Profile(
        name=value(text, name),
        email=value(text, f"{name.split()[0].lower()}@example.com"),
        location=value(text, place),
        skills=tuple(Skill(name=skill, spans=tuple(spans)) for skill, spans in mentions.items()),
        employments=employments,
        languages=tuple(value(text, language) for language in languages),
        total_years=years,
    )
    return Candidate(
        id=id,
        name=name,
        location=place,
        profile=profile,
        text=text,
        file_key=f"resumes/{id}",
        file_name=f"{id}.pdf",
        resume_hash=id,
        created_at=NOW,
        updated_at=NOW,
    )


PEOPLE = (
    candidate(
        "c01", "Asha Rao", "Berlin, Germany", 6.5,
        [("Senior Backend Engineer", "2020"), ("Developer", "2018")],
        "Built payment services in Python that publish to Kafka, with 40 consumers.\nSkills: Python, Kafka, Go, SQL",
        ["German (C1)", "English"],
    ),
    candidate(
        "c02", "Ben Ito", "Berlin, Germany", 3.0, [("Python Developer", "2022")],
        "Wrote data imports in Python and Django.\nSkills: Python, Django, Kafka",
    ),
    candidate(
        "c03", "Carla Diaz", "Pune, India", 9.0, [("Java Engineer", "2016")],
        "Designed booking services in Java and Spring Boot.\nSkills: Java, Spring Boot, Kafka, SQL",
    ),
    candidate(
        "c04", "Dev Shah", "Pune, India", 7.0, [("Frontend Developer", "2019")],
        "Built web shops in JavaScript and React.\nSkills: JavaScript, React, TypeScript",
    ),
    candidate(
        "c05", "Ella Novak", "Munich, Germany", 12.0, [("Data Science Manager", "2021"), ("Data Scientist", "2014")],
        "Leads a team that forecasts demand.\nSkills: Python, machine learning, SQL",
    ),
    candidate(
        "c06", "Femi Ade", "London, UK", 4.0, [("Data Scientist", "2021")],
        "Forecast demand for a grocery chain with gradient boosting.\nSkills: Python, machine learning, SQL",
    ),
    candidate(
        "c07", "Gus Berg", "Oslo, Norway", 15.0, [("Pastry Chef", "2010")],
        "Ran the dessert kitchen of a hotel: croissants, tarts and wedding cakes for 300 guests.",
    ),
    candidate(
        "c08", "Hana Kim", "Berlin, Germany", 8.0, [("Backend Engineer", "2017")],
        "Operated event streams in Python on Kafka and Kubernetes.\nSkills: Python, Kafka, Kubernetes, Go",
    ),
    candidate(
        "c09", "Ivo Lang", "Berlin, Germany", None, [("Platform Engineer", "2019")],
        "Automated clusters with Python.\nSkills: Python, Kafka, Terraform",
    ),
)  # fmt: skip
