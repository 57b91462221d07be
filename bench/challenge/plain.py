"""What editors and web forms save: text, Markdown, JSON Resume, Europass."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from bench.challenge.facts import Sheet

# --- text --------------------------------------------------------------------------------------------------


def typewriter(s: Sheet) -> bytes:
    f = s.facts
    jobs = "".join(
        f"{s.when(j, '-'):<20}{j.company}, {j.town}\n{'':<20}{j.title}\n"
        + "".join(f"{'':<20}{d}.\n" for d in j.done)
        + "\n"
        for j in f.jobs
    )
    study = "".join(f"{x.year:<20}{x.degree}, {x.school}\n" for x in f.studies)
    return f"{f.name:^72}\n{f.place:^72}\n{f.phone + '  ' + f.email:^72}\n\n{s.heads[0]}\n\n{jobs}{s.heads[1]}\n\n{study}\n{s.heads[2]}\n\n{'; '.join(f.skills)}\n".encode()


def caps_text(s: Sheet) -> bytes:
    f = s.facts
    jobs = "".join(
        f"{j.title.upper()}\r\n{j.company}, {j.town}  |  {s.when(j)}\r\n"
        + "".join(f"- {d}\r\n" for d in j.done)
        + "\r\n"
        for j in f.jobs
    )
    study = "".join(f"{x.degree}\r\n{x.school}, {x.year}\r\n" for x in f.studies)
    return (
        f"{f.name.upper()}\r\n{f.place} * {f.phone} * {f.email}\r\n\r\n--- {s.heads[0]} ---\r\n\r\n{jobs}--- {s.heads[1]} ---\r\n\r\n{study}\r\n--- {s.heads[2]} ---\r\n\r\n"
        + "".join(f"* {x}\r\n" for x in f.skills)
        + f"\r\n--- LANGUAGES ---\r\n\r\n{', '.join(f.languages)}\r\n"
    ).encode()


def markdown_links(s: Sheet) -> bytes:
    f = s.facts
    jobs = "".join(
        f"**{j.title}** — [{j.company}](https://{j.company.split()[0].lower()}.example), {j.town}  \n_{s.when(j)}_\n\n"
        + "".join(f"* {d}\n" for d in j.done)
        + "\n"
        for j in f.jobs
    )
    study = "".join(f"* {x.degree}, {x.school}, {x.year}\n" for x in f.studies)
    return (
        f"{f.name}\n{'=' * len(f.name)}\n\n> {f.headline}\n\n<{f.email}> • {f.phone} • {f.place}\n\n{s.heads[0]}\n----------\n\n{jobs}{s.heads[1]}\n---------\n\n{study}\n{s.heads[2]}\n------\n\n"
        f"`{'` `'.join(f.skills)}`\n\nLanguages\n---------\n\n{', '.join(f.languages)}\n"
    ).encode()


def markdown_table(s: Sheet) -> bytes:
    f = s.facts
    jobs = "".join(f"| {s.when(j)} | {j.title} | {j.company}, {j.town} |\n" for j in f.jobs)
    return (
        f"# {f.name}\n{f.headline}\n\n- Email: {f.email}\n- Phone: {f.phone}\n- Location: {f.place}\n\n## {s.heads[0]}\n\n| When | What | Where |\n|---|---|---|\n{jobs}\n## {s.heads[1]}\n\n"
        + "".join(f"{x.degree}, *{x.school}* ({x.year})\n" for x in f.studies)
        + f"\n## {s.heads[2]}\n\n"
        + "".join(f"- {x}\n" for x in f.skills)
        + f"\n## Languages\n\n{', '.join(f.languages)}\n"
    ).encode()


# --- data --------------------------------------------------------------------------------------------------


def json_resume(s: Sheet) -> bytes:
    f = s.facts
    city, country = f.place.split(", ")
    basics = {
        "name": f.name,
        "label": f.headline,
        "email": f.email,
        "phone": f.phone,
        "location": {"city": city, "countryCode": country},
    }
    work = [
        {
            "name": j.company,
            "position": j.title,
            "location": j.town,
            "startDate": f"{j.start}-01",
            **({"endDate": f"{j.end}-28"} if j.end else {}),
            "highlights": j.done,
        }
        for j in f.jobs
    ]
    study = [
        {
            "institution": x.school,
            "studyType": x.degree.split(" ", 1)[0],
            "area": x.degree.partition(" ")[2],
            "endDate": f"{x.year}-06-30",
        }
        for x in f.studies
    ]
    return json.dumps(
        {
            "basics": basics,
            "work": work,
            "education": study,
            "skills": [{"name": "All", "keywords": f.skills}],
            "languages": [{"language": x} for x in f.languages],
        }
    ).encode()


def json_old(s: Sheet) -> bytes:
    """As the schema was before 1.0: `company`, `website`, months alone."""
    f = s.facts
    basics = {
        "name": f.name,
        "label": f.headline,
        "email": f.email,
        "phone": f.phone,
        "website": "",
        "location": {"city": f.place.split(",")[0], "countryCode": f.place.split(", ")[1]},
        "profiles": [],
    }
    work = [
        {
            "company": j.company,
            "position": j.title,
            "startDate": j.start,
            "endDate": j.end or "",
            "summary": " ".join(j.done),
        }
        for j in f.jobs
    ]
    study = [
        {
            "institution": x.school,
            "area": x.degree.partition(" ")[2],
            "studyType": x.degree.split()[0],
            "startDate": str(x.year - 3),
            "endDate": str(x.year),
        }
        for x in f.studies
    ]
    return json.dumps(
        {
            "basics": basics,
            "work": work,
            "education": study,
            "skills": [{"name": x, "level": "Master", "keywords": []} for x in f.skills],
            "languages": [{"language": x, "fluency": "Good"} for x in f.languages],
        }
    ).encode()


def _passport(s: Sheet) -> dict[str, Any]:
    f = s.facts
    first, _, last = f.name.partition(" ")
    town, _, country = f.place.partition(", ")

    def at(point: str) -> dict[str, Any]:
        return {"Year": int(point[:4]), "Month": int(point[5:])}

    return {
        "Identification": {
            "PersonName": {"FirstName": first, "Surname": last},
            "ContactInfo": {
                "Address": {"Contact": {"Municipality": town, "Country": {"Label": country}}},
                "Email": {"Contact": f.email},
                "Telephone": [{"Contact": f.phone}],
            },
        },
        "Headline": {"Description": {"Label": f.headline}},
        "WorkExperience": [
            {
                "Period": {
                    "From": at(j.start),
                    **({"To": at(j.end)} if j.end else {}),
                    "Current": j.end is None,
                },
                "Position": {"Label": j.title},
                "Activities": " ".join(j.done),
                "Employer": {"Name": j.company},
            }
            for j in f.jobs
        ],
        "Education": [
            {
                "Period": {"From": {"Year": x.year - 5}, "To": {"Year": x.year}},
                "Title": x.degree,
                "Organisation": {"Name": x.school},
            }
            for x in f.studies
        ],
        "Skills": {
            "Computer": {"Description": ", ".join(f.skills)},
            "Linguistic": {
                "MotherTongue": [{"Description": {"Label": f.languages[0]}}],
                "ForeignLanguage": [{"Description": {"Label": x}} for x in f.languages[1:]],
            },
        },
    }


def europass_json(s: Sheet) -> bytes:
    return json.dumps({"SkillsPassport": {"LearnerInfo": _passport(s)}}).encode()


def europass_xml(s: Sheet) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?><SkillsPassport xmlns='http://europass.cedefop.europa.eu/Europass'><LearnerInfo>{''.join(_elements(_passport(s)))}</LearnerInfo></SkillsPassport>".encode()


def _elements(tree: dict[str, Any]) -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, list):
            yield f"<{name}List>{''.join(f'<{name}>{chr(32).join(_elements(each))}</{name}>' for each in value)}</{name}List>"
        elif isinstance(value, dict) and set(value) <= {"Year", "Month"}:
            month = f' month="--{value["Month"]:02d}"' if "Month" in value else ""
            yield f'<{name} year="{value["Year"]}"{month}/>'
        elif isinstance(value, dict):
            yield f"<{name}>{''.join(_elements(value))}</{name}>"
        else:
            yield f"<{name}>{escape(str(value).lower() if isinstance(value, bool) else str(value))}</{name}>"
