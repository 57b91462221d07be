"""Layouts of the tuning half that a browser prints. Each takes a sheet and returns a page of HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e

from bench.challenge.facts import Sheet

Layout = Callable[[Sheet], str]


def page(body: str, style: str = "", font: str = "sans-serif") -> str:
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8><style>@page{size:A4;margin:14mm 15mm}*{box-sizing:border-box}"
        f"body{{font:10pt {font};margin:0;color:#222}}h1{{margin:0;font-size:23pt}}h2{{font-size:12pt;margin:13px 0 5px}}"
        f"p,ul{{margin:3px 0}}ul{{padding-left:16px}}.row{{display:flex;justify-content:space-between}}{style}</style></head>"
        f"<body>{body}</body></html>"
    )


def done(s: Sheet, number: int) -> str:
    return "<ul>" + "".join(f"<li>{e(d)}</li>" for d in s.facts.jobs[number].done) + "</ul>"


def schools(s: Sheet, form: str = "<p><b>{degree}</b>, {school}, {year}</p>") -> str:
    return "".join(form.format(degree=e(x.degree), school=e(x.school), year=x.year) for x in s.facts.studies)


def flex_bars(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div style='margin-bottom:9px'><b>{e(j.title)}</b><br>{e(j.company)} | {e(j.town)}<br><small>{s.when(j)}</small>{done(s, n)}</div>"
        for n, j in enumerate(f.jobs)
    )
    bars = "".join(
        f"<p>{e(x)}</p><div style='background:#ddd;height:5px'><div style='background:#27a;height:5px;width:{90 - 9 * n}%'></div></div>"
        for n, x in enumerate(f.skills)
    )
    return page(
        f"<main><h1>{e(f.name)}</h1><p style='color:#27a'>{e(f.headline)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>"
        f"{schools(s, '<p>{degree}<br>{school}<br>{year}</p>')}</main><aside><h2>Contact</h2><p>\uf095 {e(f.phone)}</p>"
        f"<p>\uf0e0 {e(f.email)}</p><p>\uf041 {e(f.place)}</p><h2>{s.heads[2]}</h2>{bars}<h2>Languages</h2>"
        + "".join(f"<p>{e(x)} <span style='color:#27a'>●●●●○</span></p>" for x in f.languages)
        + "</aside>",
        "body{display:flex;gap:22px}main{flex:2}aside{flex:1}",
    )


def date_rail(s: Sheet) -> str:
    """The look of moderncv: dates in a narrow column, everything else beside them."""
    f = s.facts

    def line(left: str, right: str) -> str:
        return f"<div style='display:grid;grid-template-columns:112px 1fr;gap:14px'><div style='text-align:right'>{left}</div><div>{right}</div></div>"

    jobs = "".join(
        line(s.when(j, "–"), f"<b>{e(j.title)}</b>, <i>{e(j.company)}</i>, {e(j.town)}.{done(s, n)}")
        for n, j in enumerate(f.jobs)
    )
    study = "".join(line(str(x.year), f"<b>{e(x.degree)}</b>, <i>{e(x.school)}</i>.") for x in f.studies)
    skills = "".join(
        line(head, e(", ".join(part))) for head, part in (("Daily", f.skills[:3]), ("Often", f.skills[3:]))
    )
    return page(
        f"<div class=row><div><h1 style='font-weight:300'>{e(f.name)}</h1><i>{e(f.headline)}</i></div><div style='text-align:right'><i>"
        f"{e(f.place)}<br>☎ {e(f.phone)}<br>✉ {e(f.email)}</i></div></div><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{study}"
        f"<h2>{s.heads[2]}</h2>{skills}<h2>Languages</h2>{line('', e(', '.join(f.languages)))}",
        "h2{color:#38c;margin-left:126px;font-weight:300}",
    )


def awesome(s: Sheet) -> str:
    """The look of awesome-cv: firm and town on one line, post and time on the next."""
    f = s.facts
    jobs = "".join(
        f"<div class=row><b>{e(j.company)}</b><i style='color:#c33'>{e(j.town)}</i></div><div class=row style='font-variant:small-caps'>"
        f"<span>{e(j.title)}</span><i>{s.when(j)}</i></div>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    study = "".join(
        f"<div class=row><b>{e(x.school)}</b><i>Campus</i></div><div class=row><span>{e(x.degree)}</span><i>{x.year}</i></div>"
        for x in f.studies
    )
    first, last = f.name.split(" ", 1)
    return page(
        f"<center><h1><span style='font-weight:200'>{e(first)}</span> {e(last)}</h1><small>{e(f.headline.upper())}</small><br>"
        f"<i>{e(f.place)}</i><br><small>\uf10b {e(f.phone)} | \uf0e0 {e(f.email)} | \uf08c {e(f.name.split()[0].lower())}-in-print</small></center>"
        f"<h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{study}<h2>{s.heads[2]}</h2><table><tr><td width=120 align=right><b>Strong</b>"
        f"<td>{e(', '.join(f.skills[:3]))}<tr><td align=right><b>Good</b><td>{e(', '.join(f.skills[3:]))}</table>"
        f"<h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        "h2{border-bottom:1px solid #999}",
    )


def promotions(s: Sheet) -> str:
    """Several posts under one firm, whose own time stands on its line."""
    f, out, last = s.facts, "", ""
    for n, j in enumerate(f.jobs):
        if j.company != last:
            out += f"<p style='margin-top:12px;font-size:12pt'><b>{e(j.company)}</b></p><p style='color:#777'>{e(j.town)}</p>"
        out += f"<p><b>{e(j.title)}</b></p><p style='color:#777'>{s.when(j, ' - ')} · {n + 2} yrs {n + 1} mos</p>{done(s, n)}"
        last = j.company
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.place)} · {e(f.phone)} · {e(f.email)}</p><h2>{s.heads[0]}</h2>{out}"
        f"<h2>{s.heads[1]}</h2>{schools(s, '<p><b>{school}</b></p><p>{degree} · {year}</p>')}<h2>{s.heads[2]}</h2>"
        + "".join(
            f"<span style='background:#eee;padding:3px 9px;border-radius:9px;margin:3px'>{e(x)}</span>"
            for x in f.skills
        )
        + f"<h2>Languages</h2><p>{e(' · '.join(f.languages))}</p>"
    )


def europass_look(s: Sheet) -> str:
    f = s.facts

    def line(left: str, right: str) -> str:
        return f"<tr><td align=right valign=top width=150 style='color:#0e4194'>{left}<td style='padding-left:14px'>{right}"

    jobs = "".join(
        line(s.when(j), f"<b>{e(j.title)}</b><br>{e(j.company)}, {e(j.town)} (Poland){done(s, n)}")
        for n, j in enumerate(f.jobs)
    )
    study = "".join(
        line(f"01.10.{x.year - 5} – 30.06.{x.year}", f"<b>{e(x.degree)}</b><br>{e(x.school)}")
        for x in f.studies
    )
    return page(
        f"<table width=100%>{line('PERSONAL INFORMATION', f'<b style=font-size:15pt>{e(f.name)}</b>')}{line('', e(f.place))}"
        f"{line('', e(f.phone))}{line('', e(f.email))}{line('', 'Sex Female | Date of birth 12/04/1989 | Nationality Polish')}"
        f"{line('POSITION', e(f.headline))}</table><h2>{s.heads[0]}</h2><table width=100%>{jobs}</table><h2>{s.heads[1]}</h2>"
        f"<table width=100%>{study}</table><h2>{s.heads[2]}</h2><p>{e(' | '.join(f.skills))}</p><h2>LANGUAGE SKILLS</h2>"
        f"<p>Mother tongue(s): {e(f.languages[0])}</p><p>{e(f.languages[1])} C1 C1 C1 B2 B2</p><p>{e(f.languages[2])} B1 B1 A2 A2 A2</p>"
        "<p><small>Levels: A1 and A2: Basic user; B1 and B2: Independent user; C1 and C2: Proficient user</small></p>",
        "h2{color:#0e4194}",
    )


def timeline_dots(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div style='display:flex'><div style='width:118px'>{s.when(j, ' - ')}</div><div style='width:26px;text-align:center'>⬤</div>"
        f"<div style='flex:1;border-left:2px solid #ccc;padding-left:10px'><b>{e(j.title)}</b><br>{e(j.company)}, {e(j.town)}{done(s, n)}</div></div>"
        for n, j in enumerate(f.jobs)
    )
    study = "".join(
        f"<div style='display:flex'><div style='width:118px'>{x.year}</div><div style='width:26px;text-align:center'>⬤</div>"
        f"<div style='flex:1;padding-left:10px'>{e(x.degree)}<br>{e(x.school)}</div></div>"
        for x in f.studies
    )
    return page(
        f"<div style='background:#263238;color:#fff;padding:14px'><h1>{e(f.name.upper())}</h1><p>{e(f.headline)}</p></div>"
        f"<div class=row style='background:#eceff1;padding:6px'><span>{e(f.phone)}</span><span>{e(f.email)}</span><span>{e(f.place)}</span></div>"
        f"<h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{study}<h2>{s.heads[2]}</h2><div style='columns:3'>"
        + "".join(f"<p>▸ {e(x)}</p>" for x in f.skills)
        + f"</div><h2>Languages</h2><p>{e(' / '.join(f.languages))}</p>"
    )


def letter_spaced(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.title)}</b> — {e(j.company)}, {e(j.town)}</p><p><i>De {s.when(j, ' à ')}</i></p>{done(s, n)}"
        if j.end
        else f"<p><b>{e(j.title)}</b> — {e(j.company)}, {e(j.town)}</p><p><i>Depuis {s.when(j, '§').split('§')[0]}</i></p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<center><h1 style='letter-spacing:7px;font-weight:300'>{e(f.name.upper())}</h1><p>{e(f.headline)}</p><p>{e(f.place)} • {e(f.phone)} • "
        f"{e(f.email)}</p></center><h2>{s.heads[0].upper()}</h2>{jobs}<h2>{s.heads[1].upper()}</h2>"
        f"{schools(s, '<p>{year} : {degree}, {school}</p>')}<h2>{s.heads[2].upper()}</h2><p>{e(', '.join(f.skills))}</p>"
        f"<h2>LANGUES</h2><p>{e(f.languages[0])} : langue maternelle</p><p>{e(f.languages[1])} : courant</p>",
        "h2{letter-spacing:4px;font-weight:400;text-align:center}",
        "serif",
    )


def biodata(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>Organization</b> : {e(j.company)}, {e(j.town)}</p><p><b>Designation</b> : {e(j.title)}</p><p><b>Duration</b> : {s.when(j, ' to ')}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    rows = "".join(
        f"<tr><td>{e(x.degree)}<td>{e(x.school)}<td>{x.year}<td>7{n}.4%" for n, x in enumerate(f.studies)
    )
    return page(
        f"<center><h1>CURRICULUM VITAE</h1></center><p><b>{e(f.name.upper())}</b></p><p>Mobile: {e(f.phone)}</p><p>E-mail ID: {e(f.email)}</p>"
        f"<h2>CAREER OBJECTIVE</h2><p>To obtain a challenging position where I can grow with the organisation.</p><h2>{s.heads[0]}</h2>{jobs}"
        f"<h2>{s.heads[1]}</h2><table border=1 cellspacing=0 cellpadding=4 width=100%><tr><th>Course<th>Institution<th>Year of Passing<th>Percentage{rows}</table>"
        f"<h2>{s.heads[2]}</h2><table border=1 cellspacing=0 cellpadding=4><tr><td>Testing<td>{e(', '.join(f.skills[:3]))}<tr><td>Others<td>{e(', '.join(f.skills[3:]))}</table>"
        f"<h2>PERSONAL DETAILS</h2><table><tr><td>Father's Name<td>: K. Subramaniam<tr><td>Date of Birth<td>: 14/08/1988<tr><td>Languages Known"
        f"<td>: {e(', '.join(f.languages))}<tr><td>Address<td>: 12, North Mada Street, {e(f.place)} - 600004</table><h2>DECLARATION</h2>"
        f"<p>I hereby declare that the above is true.</p><p>Place: Chennai</p><p style='text-align:right'>({e(f.name)})</p>",
        font="serif",
    )


def rubrics_de(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<tr><td width=140 valign=top>{s.when(j, ' - ') if j.end else 'seit ' + s.when(j, '§').split('§')[0]}<td><b>{e(j.company)}</b>, {e(j.town)}<br>{e(j.title)}{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    study = "".join(
        f"<tr><td width=140>{x.year - 3} - {x.year}<td>{e(x.degree)}<br>{e(x.school)}" for x in f.studies
    )
    return page(
        f"<h1>Lebenslauf</h1><h2>Persönliche Daten</h2><table><tr><td width=140>Name<td>{e(f.name)}<tr><td>Anschrift<td>Karl-Heine-Str. 12, {e(f.place)}"
        f"<tr><td>Telefon<td>{e(f.phone)}<tr><td>E-Mail<td>{e(f.email)}<tr><td>Geburtsdatum<td>03.05.1988<tr><td>Familienstand<td>verheiratet</table>"
        f"<h2>{s.heads[0]}</h2><table>{jobs}</table><h2>{s.heads[1]}</h2><table>{study}</table><h2>{s.heads[2]}</h2><ul>"
        + "".join(f"<li>{e(x)}</li>" for x in f.skills)
        + f"</ul><h2>Sprachen</h2><p>{e(f.languages[0])}: Muttersprache, {e(f.languages[1])}: Grundkenntnisse</p><p>Leipzig, den 02.10.2026</p>"
    )


def running_heads(s: Sheet) -> str:
    """The name and how to reach it at the head of each of three pages, a page number at the foot."""
    f, sheets = s.facts, ""
    head = f"<div class=row style='border-bottom:1px solid'><b>{e(f.name)}</b><span>{e(f.email)} | {e(f.phone)}</span></div>"
    parts = [
        f"<p>{e(f.headline)}, {e(f.place)}</p><h2>Profile</h2><p>Twenty years on building sites, from the mixer to the office.</p><h2>{s.heads[0]}</h2>"
        + _posts(s, 0, 2),
        _posts(s, 2, len(f.jobs)),
        f"<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree} – {school} – {year}</p>')}<h2>{s.heads[2]}</h2><p>{e('; '.join(f.skills))}</p>"
        f"<h2>Interests</h2><p>Rugby league, allotments</p><h2>References</h2><p>Available on request</p>",
    ]
    for number, part in enumerate(parts, 1):
        sheets += f"<section>{head}{part}<footer>Curriculum Vitae – {e(f.name)} – Page {number} of 3</footer></section>"
    return page(
        sheets,
        "section{height:262mm;position:relative;break-after:page}footer{position:absolute;bottom:0;font-size:8pt}",
    )


def _posts(s: Sheet, first: int, last: int) -> str:
    return "".join(
        f"<div class=row style='margin-top:8px'><b>{e(j.title)}</b><span>{s.when(j, ' to ')}</span></div><p>{e(j.company)}, {e(j.town)}</p>{done(s, n)}"
        for n, j in enumerate(s.facts.jobs)
        if first <= n < last
    )


def sentence_jobs(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.title)} at {e(j.company)}</b>, {e(j.town)} ({s.when(j, ' - ').lower()})</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)} in {e(f.place)}. Write to {e(f.email)} or call {e(f.phone)}.</p><h2>Who I am</h2><p>I like the quiet hours of "
        f"a ward.</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree} at {school} ({year})</p>')}<h2>{s.heads[2]}</h2><ul>"
        + "".join(f"<li>{e(x)}</li>" for x in f.skills)
        + f"</ul><h2>Languages I speak</h2><p>{e(' and '.join(f.languages))}</p>"
    )
