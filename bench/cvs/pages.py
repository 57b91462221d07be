"""Resumes as web pages, printed to PDF by a browser: the layouts of online resume makers, and of none."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e

from bench.cvs.facts import Facts, Job, dates

BASE = (
    "<meta charset=utf-8><style>@page{size:A4;margin:0}*{margin:0;padding:0;box-sizing:border-box}"
    "body{font:10.5pt/1.35 FONT;padding:44px 52px;color:#222}h1{font-size:24pt}h2{font-size:13pt;margin:14px 0 5px}"
    ".r{float:right}ul{padding-left:18px}td{vertical-align:top}i{color:#555}.job{margin-bottom:9px}CSS</style>"
)
Layout = Callable[[Facts], str]


def page(body: str, css: str = "", font: str = "'Liberation Sans'") -> str:
    return BASE.replace("FONT", font).replace("CSS", css) + body


def bullets(job: Job) -> str:
    return "<ul>" + "".join(f"<li>{e(d)}</li>" for d in job.done) + "</ul>" if job.done else ""


def listed(items: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{e(i)}</li>" for i in items) + "</ul>"


def lines(items: tuple[str, ...]) -> str:
    return "".join(f"<div>{e(i)}</div>" for i in items)


def studies(f: Facts, form: str = "<div><b>{degree}</b><span class=r>{year}</span><br>{school}</div>") -> str:
    return "".join(form.format(degree=e(s.degree), school=e(s.school), year=s.year) for s in f.studies)


# --- one column --------------------------------------------------------------------------------------------


def classic(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><b>{e(j.company)}</b>, {e(j.town)}<span class=r>{dates(j, 'short')}</span><br>"
        f"<i>{e(j.title)}</i>{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.place)} · {e(f.phone)} · {e(f.email)}</p>"
        f"<h2>WHERE I HAVE WORKED</h2>{jobs}<h2>EDUCATION</h2>{studies(f)}<h2>SKILLS</h2>"
        f"<p>{e(' · '.join(f.skills))}</p><h2>LANGUAGES</h2><p>{e(', '.join(f.languages))}</p>",
        font="'Liberation Serif'",
    )


def classic_dates_left(f: Facts) -> str:
    rows = "".join(
        f"<tr><td width=150>{dates(j, 'quote')}</td><td><b>{e(j.title)}</b> | {e(j.company)} | {e(j.town)}{bullets(j)}"
        for j in f.jobs
    )
    study = "".join(f"<tr><td>{s.year}</td><td>{e(s.degree)}, {e(s.school)}" for s in f.studies)
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.email)} &nbsp;|&nbsp; {e(f.phone)} &nbsp;|&nbsp; {e(f.place)}</p>"
        f"<h2>Career Highlights</h2><p>Analyst who likes clean numbers and short meetings.</p>"
        f"<h2>Professional Experience</h2><table>{rows}</table><h2>Academic Background</h2><table>{study}</table>"
        f"<h2>Tools &amp; Methods</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def classic_centred(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><p><b>{e(j.title)}, {e(j.company)}, {e(j.town)}</b></p><p><i>{dates(j, 'long', dash=' to ')}</i></p>"
        f"{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<center><h1>{e(f.name.upper())}</h1><p>{e(f.place)}</p><p>{e(f.phone)}</p><p>{e(f.email)}</p></center>"
        f"<h2>Profile</h2><p>Property lawyer with a plain style of writing.</p><h2>Employment</h2>{jobs}"
        f"<h2>Education</h2>{studies(f, '<p>{school}: {degree} ({year})</p>')}"
        f"<h2>Key Skills</h2>{listed(f.skills)}<h2>Languages</h2><p>{e(' and '.join(f.languages))}</p>"
        "<h2>References</h2><p>Available on request.</p>",
        font="'DejaVu Serif'",
    )


def us_compact(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><b>{e(j.title)}</b> – {e(j.company)}, {e(j.town)}<span class=r>{dates(j, 'numbers', dash='-')}</span>"
        f"{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<center><h1>{e(f.name)}, RN</h1><p>{e(f.place)} 60614 ♦ {e(f.phone)} ♦ {e(f.email)}</p></center><hr>"
        f"<p><b>Summary:</b> Nurse with a calm hand and ten years on busy wards.</p>"
        f"<h2>Experience</h2>{jobs}<h2>Education</h2>{studies(f, '<p>{degree}, {school}, {year}</p>')}"
        f"<h2>Additional</h2><p><b>Skills:</b> {e(', '.join(f.skills))}</p><p><b>Languages:</b> {e(', '.join(f.languages))}</p>",
        font="'Liberation Serif'",
    )


def indian(f: Facts) -> str:
    jobs = "".join(
        f"<p><b>Organization:</b> {e(j.company)}, {e(j.town)}<br><b>Designation:</b> {e(j.title)}<br>"
        f"<b>Duration:</b> {dates(j, 'short').replace('Present', 'Till Date')}</p>{bullets(j)}<br>"
        for j in f.jobs
    )
    rows = "".join(f"<tr><td>{e(s.degree)}<td>{e(s.school)}<td>{s.year}<td>74%" for s in f.studies)
    return page(
        f"<h1>{e(f.name)}</h1><p>Email: {e(f.email)}<br>Mobile: {e(f.phone)}</p>"
        "<h2>CAREER OBJECTIVE</h2><p>To obtain a challenging position where I can contribute and grow.</p>"
        f"<h2>WORK EXPERIENCE</h2>{jobs}<h2>ACADEMIC QUALIFICATIONS</h2><table border=1 cellpadding=5>"
        f"<tr><th>Degree<th>Institution<th>Year<th>Percentage{rows}</table>"
        f"<h2>TECHNICAL SKILLS</h2><p>Languages and tools: {e(', '.join(f.skills))}</p>"
        f"<h2>PERSONAL DETAILS</h2><p>Father's Name: K. Ramanujan<br>Date of Birth: 12/05/1991<br>"
        f"Languages Known: {e(', '.join(f.languages))}<br>Address: 12, 4th Cross, {e(f.place)}</p>"
        "<h2>DECLARATION</h2><p>I hereby declare that the above is true.</p>"
    )


def indian_labels(f: Facts) -> str:
    jobs = "".join(
        f"<p>Company Name : {e(j.company)}<br>Role : {e(j.title)}<br>Location : {e(j.town)}<br>"
        f"Period : {dates(j, 'long', dash=' to ')}</p>{bullets(j)}<br>"
        for j in f.jobs
    )
    return page(
        f"<center><h2>CURRICULUM VITAE</h2></center><p><b>Name: {e(f.name)}</b><br>Contact No: {e(f.phone)}<br>"
        f"E-mail Id: {e(f.email)}<br>Current Location: {e(f.place)}</p>"
        f"<h2>Professional Summary</h2><ul><li>Network engineer who has kept branch offices online.</li></ul>"
        f"<h2>Employment Details</h2>{jobs}<h2>Educational Details</h2>"
        f"{studies(f, '<p>{degree} from {school} in {year}</p>')}"
        f"<h2>Skill Set</h2>{listed(f.skills)}<h2>Languages Known</h2><p>{e(', '.join(f.languages))}</p>",
        font="'DejaVu Sans'",
    )


def german_table(f: Facts) -> str:
    jobs = "".join(
        f"<tr><td width=140>{dates(j, 'numbers', 'de')}<td><b>{e(j.title)}</b><br>{e(j.company)}, {e(j.town)}{bullets(j)}"
        for j in f.jobs
    )
    study = "".join(f"<tr><td>{s.year - 2} – {s.year}<td>{e(s.degree)}<br>{e(s.school)}" for s in f.studies)
    return page(
        f"<h1>Lebenslauf</h1><h2>Persönliche Daten</h2><table><tr><td width=140>Name<td>{e(f.name)}"
        f"<tr><td>Geburtsdatum<td>14.03.1987<tr><td>Anschrift<td>Lindenweg 8, {e(f.place)}"
        f"<tr><td>Telefon<td>{e(f.phone)}<tr><td>E-Mail<td>{e(f.email)}</table>"
        f"<h2>Berufserfahrung</h2><table>{jobs}</table><h2>Studium</h2><table>{study}</table>"
        f"<h2>EDV-Kenntnisse</h2><p>{e(', '.join(f.skills))}</p><h2>Sprachen</h2><p>{e(', '.join(f.languages))}</p>"
    )


def german_lines(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><div>{dates(j, 'dots', 'de', ' - ').replace('heute', 'dato')}</div>"
        f"<b>{e(j.title)} bei {e(j.company)}</b>, {e(j.town)}{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>Alsterufer 3 | {e(f.place)}<br>Tel.: {e(f.phone)}<br>"
        f"Mail: {e(f.email)}</p><h2>Beruflicher Werdegang</h2>{jobs}<h2>Ausbildung</h2>"
        f"{studies(f, '<p>{year}: {degree}, {school}</p>')}<h2>Kenntnisse &amp; Fähigkeiten</h2>{listed(f.skills)}"
        f"<h2>Sprachkenntnisse</h2><p>{e(f.languages[0])} (Muttersprache), {e(f.languages[1])} (fließend)</p>",
        font="'Liberation Serif'",
    )


def french(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><b>{('Depuis ' + dates(j, 'long', 'fr', '§').split('§')[0]) if not j.end else dates(j, 'long', 'fr', ' à ')}"
        f"</b><br>{e(j.title)} – {e(j.company)} ({e(j.town)}){bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name.split()[0])} {e(f.name.split()[1].upper())}</h1><p>{e(f.headline)}</p><p>24 rue des Tanneurs, {e(f.place)}"
        f"<br>Tél : {e(f.phone)}<br>Courriel : {e(f.email)}</p><h2>EXPÉRIENCES PROFESSIONNELLES</h2>{jobs}"
        f"<h2>FORMATION</h2>{studies(f, '<p>{year} &nbsp; {degree}, {school}</p>')}"
        f"<h2>COMPÉTENCES INFORMATIQUES</h2><p>{e(', '.join(f.skills))}</p><h2>LANGUES</h2><p>{e(', '.join(f.languages))}</p>"
    )


def academic(f: Facts) -> str:
    jobs = "".join(
        f"<tr><td width=110>{dates(j, 'years', dash='–').lower()}<td>{e(j.title)}, {e(j.company)}, {e(j.town)}{bullets(j)}"
        for j in f.jobs
    )
    study = "".join(f"<tr><td width=110>{s.year}<td>{e(s.degree)}, {e(s.school)}" for s in f.studies)
    return page(
        f"<center><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.email)}, {e(f.phone)}, {e(f.place)}</p></center>"
        f"<h2>Education</h2><table>{study}</table><h2>Academic Appointments</h2><table>{jobs}</table>"
        "<h2>Selected Publications</h2><ol style='padding-left:20px'><li>Achterberg, R. and Vos, M. (2021). Silt and light in lowland "
        "rivers. River Letters 14, 201–219.</li><li>Achterberg, R. (2017). Mayflies of the Amstel. Water 3, 1–9.</li></ol>"
        f"<h2>Grants</h2><p>Veni grant, 2019–2022, 250,000 euros</p><h2>Methods</h2><p>{e(', '.join(f.skills))}</p>"
        f"<h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        font="'Liberation Serif'",
    )


def academic_short(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job>{e(j.title)} <span class=r>{dates(j, 'comma', dash='–')}</span><br>{e(j.company)}, {e(j.town)}{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name)}, Ph.D.</h1><p>{e(f.place)} • {e(f.phone)} • {e(f.email)}</p><h2>Research Positions</h2>{jobs}"
        f"<h2>Degrees</h2>{studies(f, '<p>{degree}<span class=r>{year}</span><br>{school}</p>')}"
        f"<h2>Technical Skills</h2><p>{e('; '.join(f.skills))}</p><h2>Languages</h2><p>{e('; '.join(f.languages))}</p>"
        "<h2>Invited Talks</h2><p>Valve tissue under load, Heart Days, Lyon, June 2023</p>",
        font="'DejaVu Serif'",
    )


def functional(f: Facts) -> str:
    groups = "".join(
        f"<h3>{e(s)}</h3><ul><li>Kept the shelves of a busy depot in order and taught others to do so.</li></ul>"
        for s in f.skills
    )
    jobs = "".join(f"<p>{e(j.title)}, {e(j.company)}, {e(j.town)}, {dates(j, 'short')}</p>" for j in f.jobs)
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.place)}<br>Tel {e(f.phone)}<br>{e(f.email)}</p><h2>Core Skills</h2>{groups}"
        f"<h2>Career History</h2>{jobs}<h2>Qualifications</h2>{studies(f, '<p>{degree}, {school}, {year}</p>')}"
    )


def functional_us(f: Facts) -> str:
    jobs = "".join(
        f"<tr><td>{e(j.title)}<td>{e(j.company)}<td>{e(j.town)}<td>{dates(j, 'numbers', dash=' - ')}"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.email)} | {e(f.phone)} | {e(f.place)}</p><h2>Qualifications Summary</h2>"
        f"<p>Seventeen years of listening to people who are cross.</p><h2>Areas of Expertise</h2><table width=100%><tr>"
        + "".join(f"<td>• {e(s)}" for s in f.skills[:2])
        + "<tr>"
        + "".join(f"<td>• {e(s)}" for s in f.skills[2:])
        + f"</table><h2>Work History</h2><table cellpadding=4 width=100%>{jobs}</table>"
        f"<h2>Education</h2>{studies(f, '<p>{degree}, {school}, {year}</p>')}<h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        font="'Liberation Sans Narrow'",
    )


def grouped(f: Facts) -> str:
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)} – {e(f.place)}</p><p>{e(f.phone)} / {e(f.email)}</p>"
        f"<h2>Professional Experience</h2>{_companies(f, 'short')}<h2>Education</h2>"
        f"{studies(f, '<p>{degree} | {school} | {year}</p>')}<h2>Skills</h2><p>{e(' | '.join(f.skills))}</p>"
        f"<h2>Languages</h2><p>{e(' | '.join(f.languages))}</p>",
        font="'DejaVu Sans'",
    )


def grouped_right(f: Facts) -> str:
    return page(
        f"<div class=r style='text-align:right'>{e(f.email)}<br>{e(f.phone)}<br>{e(f.place)}</div><h1>{e(f.name)}</h1>"
        f"<p>{e(f.headline)}</p><h2 style='clear:both'>Career</h2>{_companies(f, 'long')}"
        f"<h2>Education</h2>{studies(f)}<h2>Competencies</h2><p>{e(', '.join(f.skills))}</p>"
        f"<h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def _companies(f: Facts, form: str) -> str:
    out, last = "", ""
    for j in f.jobs:
        out += (
            f"<p style='margin-top:9px'><b>{e(j.company)}</b>, {e(j.town)}</p>" if j.company != last else ""
        )
        out += f"<p>{e(j.title)}<span class=r>{dates(j, form)}</span></p>{bullets(j)}"
        last = j.company
    return out


def ligatures(f: Facts) -> str:
    """The typesetter's joined letters are characters of their own; pictures of the icon font stand before contacts."""
    out = classic_icons(f)
    for plain, joined in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        out = "".join(
            part if part.startswith("<") else part.replace(plain, joined) for part in _around_tags(out)
        )
    return out


def _around_tags(text: str) -> list[str]:
    parts = text.replace("<", "\0<").replace(">", ">\0").split("\0")
    style = next(i for i, part in enumerate(parts) if part == "<style>") + 1
    parts[style - 1 : style + 1] = ["<style>" + parts[style]]
    return parts


def classic_icons(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><b>{e(j.title)}</b><span class=r>{dates(j, 'short', dash='—')}</span><br>{e(j.company)} · {e(j.town)}"
        f"{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>\uf0e0 {e(f.email)} &nbsp; \uf095 {e(f.phone)} &nbsp; \uf041 {e(f.place)}</p>"
        f"<h2>\uf0b1 Experience</h2>{jobs}<h2>\uf19d Education</h2>{studies(f)}<h2>\uf085 Skills</h2>"
        f"<p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        font="'DejaVu Serif'",
    )


# --- columns -----------------------------------------------------------------------------------------------

_COLUMNS = "body{padding:0;display:flex;min-height:100vh}aside{width:33%;padding:36px 22px}main{flex:1;padding:36px 30px}"


def sidebar_left(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><b>{e(j.title)}</b><br>{e(j.company)}, {e(j.town)}<br><i>{dates(j, 'short')}</i>{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<aside style='background:#eee'><h2>Contact</h2><p>☎ {e(f.phone)}</p><p>✉ {e(f.email)}</p><p>⌂ {e(f.place)}</p>"
        f"<h2>Toolbox</h2>{lines(f.skills)}<h2>Languages</h2>{lines(f.languages)}</aside><main><h1>{e(f.name)}</h1>"
        f"<p>{e(f.headline)}</p><h2>Employment</h2>{jobs}<h2>Education</h2>{studies(f)}</main>",
        _COLUMNS,
    )


def sidebar_dark(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><i>{dates(j, 'years')}</i><br><b>{e(j.company)}</b> / {e(j.title)}{bullets(j)}</div>"
        for j in f.jobs
    )
    first, last = f.name.rsplit(" ", 1)
    return page(
        f"<aside style='background:#123;color:#fff'><h1>{e(first)}<br>{e(last)}</h1><p>{e(f.headline)}</p><h2>Get in touch</h2>"
        f"<p>{e(f.email)}</p><p>{e(f.phone)}</p><p>{e(f.place)}</p><h2>Strengths</h2>{listed(f.skills)}"
        f"<h2>Languages</h2>{lines(f.languages)}</aside><main><h2>Experience</h2>{jobs}<h2>Education</h2>{studies(f)}</main>",
        _COLUMNS,
    )


def sidebar_right(f: Facts) -> str:
    return page(_main_first(f, "Work Experience", "iso"), _COLUMNS)


def sidebar_right_serif(f: Facts) -> str:
    return page(_main_first(f, "Employment History", "dots"), _COLUMNS, "'Liberation Serif'")


def _main_first(f: Facts, heading: str, form: str) -> str:
    jobs = "".join(
        f"<div class=job><b>{e(j.title)} @ {e(j.company)}</b><br>{dates(j, form)} | {e(j.town)}{bullets(j)}</div>"
        for j in f.jobs
    )
    return (
        f"<main><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><h2>{heading}</h2>{jobs}<h2>Education</h2>"
        f"{studies(f, '<p><b>{degree}</b><br>{school}<br>{year}</p>')}</main><aside style='border-left:1px solid #999'>"
        f"<p>{e(f.email)}</p><p>{e(f.phone)}</p><p>{e(f.place)}</p><h2>Tech Skills</h2>{listed(f.skills)}"
        f"<h2>Languages</h2>{listed(f.languages)}</aside>"
    )


def french_columns(f: Facts) -> str:
    jobs = "".join(
        f"<div class=job><b>{e(j.title)}</b>, {e(j.company)}<br><i>{dates(j, 'numbers', 'fr')}, {e(j.town)}</i>{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<aside style='background:#f4f0e8'><h2>Coordonnées</h2><p>{e(f.place)}</p><p>{e(f.phone)}</p><p>{e(f.email)}</p>"
        f"<h2>Compétences</h2>{lines(f.skills)}<h2>Langues</h2>{lines(f.languages)}<h2>Centres d'intérêt</h2><p>Escalade</p>"
        f"</aside><main><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><h2>Parcours professionnel</h2>{jobs}<h2>Diplômes</h2>"
        f"{studies(f, '<p>{degree}<br>{school}, {year}</p>')}</main>",
        _COLUMNS,
    )


def linkedin(f: Facts) -> str:
    months = {None: "Present"}
    out, last = "", ""
    for j in f.jobs:
        out += f"<p style='margin-top:14px'><b>{e(j.company)}</b></p>" if j.company != last else "<br>"
        span = dates(j, "long", dash=" - ")
        out += f"<p>{e(j.title)}</p><p style='color:#666'>{span} ({'4 years 2 months' if j.end in months else '3 years'})</p>"
        out += f"<p style='color:#666'>{e(j.town)}</p><p>{e(' '.join(j.done))}</p>"
        last = j.company
    study = "".join(
        f"<p><b>{e(s.school)}</b></p><p>{e(s.degree)} · ({s.year - 4} - {s.year})</p>" for s in f.studies
    )
    return page(
        f"<aside style='background:#2a3f54;color:#fff;font-size:9pt'><h2>Contact</h2><p>{e(f.phone)} (Mobile)</p><p>{e(f.email)}</p>"
        f"<p>www.linkedin.com/in/{f.email.split('@')[0].replace('.', '-')}<br>(LinkedIn)</p><h2>Top Skills</h2>{lines(f.skills)}"
        f"<h2>Languages</h2><p>{e(f.languages[0])} (Native or Bilingual)</p></aside><main><h1>{e(f.name)}</h1><p>{e(f.headline)}</p>"
        f"<p style='color:#666'>{e(f.place)}</p><h2>Summary</h2><p>I like teams that finish what they start.</p>"
        f"<h2>Experience</h2>{out}<h2>Education</h2>{study}</main>",
        _COLUMNS,
    )


def timeline(f: Facts) -> str:
    jobs = "".join(
        f"<div style='border-left:2px solid #888;padding-left:12px;margin-bottom:10px'><small>{dates(j, 'short').upper()}</small><br>"
        f"<b>{e(j.title)}</b><br>{e(j.company)}, {e(j.town)}{bullets(j)}</div>"
        for j in f.jobs
    )
    pills = "".join(
        f"<span style='border:1px solid #888;padding:2px 8px;margin-right:8px'>{e(s)}</span>"
        for s in f.skills
    )
    return page(
        f"<h1 style='letter-spacing:5px'>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.email)} &emsp; {e(f.phone)} &emsp; {e(f.place)}</p>"
        f"<h2>Experience</h2>{jobs}<h2>Education</h2>{studies(f, '<div><small>{year}</small><br><b>{degree}</b><br>{school}</div>')}"
        f"<h2>Skills</h2><p style='line-height:2'>{pills}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def cards(f: Facts) -> str:
    jobs = "".join(
        f"<div style='background:#f3f3f3;padding:8px;margin-bottom:8px'><b>{e(j.company)}</b> <small>({dates(j, 'short')})</small><br>"
        f"{e(j.title)}, {e(j.town)}{bullets(j)}</div>"
        for j in f.jobs
    )
    return page(
        f"<h1>{e(f.name)}</h1><table width=100%><tr><td>{e(f.headline)}<td>{e(f.email)}<tr><td>{e(f.place)}<td>{e(f.phone)}</table>"
        f"<div style='columns:2;margin-top:10px'><div style='break-inside:avoid'><h2>Skills</h2>{listed(f.skills)}</div>"
        f"<div style='break-inside:avoid'><h2>Languages</h2>{listed(f.languages)}</div></div>"
        f"<h2>Work</h2>{jobs}<h2>Studies</h2>{studies(f, '<p>{degree} — {school} — {year}</p>')}",
        font="'DejaVu Sans'",
    )


PAGES: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        classic, classic_dates_left, classic_centred, us_compact, indian, indian_labels, german_table, german_lines,
        french, french_columns, academic, academic_short, functional, functional_us, grouped, grouped_right, ligatures,
        sidebar_left, sidebar_dark, sidebar_right, sidebar_right_serif, linkedin, timeline, cards,
    )
}  # fmt: skip
