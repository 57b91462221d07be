"""Layouts of the reported half that a browser prints: none of them is among those tuned on."""

from __future__ import annotations

from html import escape as e

from bench.challenge.facts import Sheet
from bench.challenge.pages import Layout, done, page, schools


def pills_left(s: Sheet) -> str:
    f = s.facts
    pill = "<span style='display:inline-block;background:#fff;color:#345;border-radius:10px;padding:2px 9px;margin:2px'>{}</span>"
    jobs = "".join(
        f"<div style='margin-bottom:10px'><b>{e(j.title)}</b> · {e(j.company)}<br><small>{s.when(j).upper()} · {e(j.town)}</small>{done(s, n)}</div>"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<aside><h2>Reach me</h2><p>{e(f.email)}</p><p>{e(f.phone)}</p><p>{e(f.place)}</p><h2>{s.heads[2]}</h2>{''.join(pill.format(e(x)) for x in f.skills)}<h2>Languages</h2>"
        + "".join(f"<p>{e(x)}</p>" for x in f.languages)
        + f"</aside><main><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><h2>About</h2><p>I draw less than I rub out.</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree}<br>{school} · {year}</p>')}</main>",
        "@page{margin:0}body{display:grid;grid-template-columns:62mm 1fr;min-height:297mm}aside{background:#345;color:#fff;padding:16px}main{padding:20px}",
    )


def tabular_cv(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<tr><td width=150 valign=top>{s.when(j)}<td>{e(j.title)}<br>{e(j.company)}, {e(j.town)}{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    study = "".join(f"<tr><td width=150>{x.year}<td>{e(x.degree)}, {e(x.school)}" for x in f.studies)
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>Adresse: Kreuzgasse 7, {e(f.place)}</p><p>Mobil: {e(f.phone)}</p><p>Mail: {e(f.email)}</p><h2>{s.heads[0]}</h2><table>{jobs}</table>"
        f"<h2>{s.heads[1]}</h2><table>{study}</table><h2>{s.heads[2]}</h2><p>{e(' · '.join(f.skills))}</p><h2>Sprachkenntnisse</h2><p>{e(' · '.join(f.languages))}</p>",
        font="serif",
    )


def banking(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div class=row><b>{e(j.company.upper())}</b><b>{e(j.town)}</b></div><div class=row><i>{e(j.title)}</i><span>{s.when(j)}</span></div>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    study = "".join(
        f"<div class=row><b>{e(x.school.upper())}</b><b>Gainesville, FL</b></div><div class=row><i>{e(x.degree)}; GPA: 3.8/4.0</i><span>May {x.year}</span></div>"
        for x in f.studies
    )
    return page(
        f"<center><b style='font-size:16pt'>{e(f.name.upper())}</b><br>{e(f.place)} | {e(f.phone)} | {e(f.email)} | linkedin.com/in/bcastellano</center><h2>{s.heads[1].upper()}</h2>{study}"
        f"<h2>{s.heads[0].upper()}</h2>{jobs}<h2>{s.heads[2].upper()}</h2><p><b>Technical:</b> {e(', '.join(f.skills))}</p><p><b>Languages:</b> {e(', '.join(f.languages))}</p>",
        "h2{border-bottom:1px solid}",
        "serif",
    )


def linkedin_export(s: Sheet) -> str:
    f, out, last = s.facts, "", ""
    for n, j in enumerate(f.jobs):
        out += (
            f"<p style='margin-top:16px;font-size:12pt'>{e(j.company)}</p>"
            + (f"<p>{len(f.jobs) + 5} years 8 months</p>" if n == 0 else "")
            if j.company != last
            else ""
        )
        out += f"<p style='font-size:11pt'>{e(j.title)}</p><p>{s.when(j, ' - ')} (4 years)</p><p style='color:#777'>{e(j.town)}, India</p><p>{e(' '.join(j.done))}</p>"
        last = j.company
    study = "".join(
        f"<p style='font-size:12pt'>{e(x.school)}</p><p>{e(x.degree)} · (2010 - {x.year})</p>"
        for x in f.studies
    )
    return page(
        f"<aside><h2>Contact</h2><p>{e(f.phone)} (Mobile)<br>{e(f.email)}</p><p>www.linkedin.com/in/meera-v (LinkedIn)</p><h2>{s.heads[2]}</h2>"
        + "".join(f"<p>{e(x)}</p>" for x in f.skills)
        + f"<h2>Languages</h2><p>{e(f.languages[0])} (Full Professional)<br>{e(f.languages[1])} (Native or Bilingual)</p><h2>Certifications</h2><p>Leading without a title</p></aside>"
        f"<main><h1>{e(f.name)}</h1><p>{e(f.headline)} at Tamarind Pay</p><p style='color:#777'>{e(f.place)}</p><h2>Summary</h2><p>Builder of calm teams.</p><h2>{s.heads[0]}</h2>{out}<h2>{s.heads[1]}</h2>{study}"
        "<p style='margin-top:40px;font-size:8pt'>Page 1 of 1</p></main>",
        "@page{margin:0}body{display:flex;min-height:290mm}aside{width:70mm;background:#293e49;color:#fff;padding:24px 16px}main{flex:1;padding:24px}",
    )


def two_tone_right(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.title)}</b></p><p>{e(j.company)} ({e(j.town)})</p><p><i>{s.when(j, ' – ')}</i></p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<main><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree}</p><p>{school}, {year}</p>')}</main><aside><h2>Me joindre</h2><p>{e(f.place)}</p>"
        f"<p>{e(f.phone)}</p><p>{e(f.email)}</p><h2>{s.heads[2]}</h2>{''.join(f'<p>{e(x)}</p>' for x in f.skills)}<h2>Langues</h2>{''.join(f'<p>{e(x)}</p>' for x in f.languages)}<h2>Loisirs</h2><p>Pelote</p></aside>",
        "@page{margin:0}body{display:flex;min-height:297mm}main{flex:1;padding:26px}aside{width:64mm;background:#fde8c8;padding:26px 16px}",
    )


def years_margin(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div style='display:flex'><b style='width:105px'>{s.when(j, '–')}</b><div><b>{e(j.title)}</b>, {e(j.company)}, {e(j.town)}{done(s, n)}</div></div>"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}, {e(f.place)}. tel. {e(f.phone)}, {e(f.email)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{year} {degree}, {school}</p>')}"
        f"<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        font="serif",
    )


def ruled_table(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<tr><td>{n + 1}<td>{e(j.title)}<td>{e(j.company)}<td>{e(j.town)}<td>{s.when(j, ' to ')}"
        for n, j in enumerate(f.jobs)
    )
    study = "".join(f"<tr><td>{e(x.degree)}<td>{e(x.school)}<td>{x.year}" for x in f.studies)
    return page(
        f"<h1>RESUME</h1><p><b>Name:</b> {e(f.name)}</p><p><b>Contact No:</b> {e(f.phone)}</p><p><b>Email:</b> {e(f.email)}</p><p><b>Location:</b> {e(f.place)}</p><h2>{s.heads[0]}</h2>"
        f"<table border=1 cellspacing=0 cellpadding=5 width=100%><tr><th>No<th>Position<th>Company<th>City<th>Period{jobs}</table><h2>{s.heads[1]}</h2>"
        f"<table border=1 cellspacing=0 cellpadding=5 width=100%><tr><th>Degree<th>Institute<th>Year{study}</table><h2>{s.heads[2]}</h2><ul>{''.join(f'<li>{e(x)}</li>' for x in f.skills)}</ul>"
        f"<h2>Languages</h2><p>{e(' & '.join(f.languages))}</p>"
    )


def dash_line(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.company)} — {e(j.title)} (Contract), {e(j.town)}</b></p><p>{s.when(j)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.place)} / {e(f.phone)} / {e(f.email)}</p><p>{e(f.headline)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p><b>{degree}</b> — {school} ({year})</p>')}"
        f"<h2>{e(s.heads[2])}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def monospace(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"{j.company}, {j.town}\n  {j.title:<38}{s.when(j, ' - ')}\n"
        + "".join(f"    - {d}\n" for d in j.done)
        + "\n"
        for j in f.jobs
    )
    study = "".join(f"{x.year}  {x.degree}, {x.school}\n" for x in f.studies)
    text = f"{f.name}\n{f.headline}\n{f.place} :: {f.phone} :: {f.email}\n\n{s.heads[0]}\n\n{jobs}{s.heads[1]}\n\n{study}\n{s.heads[2]}\n\n{', '.join(f.skills)}\n\nLANGUAGES\n\n{', '.join(f.languages)}"
    return page(f"<pre style='font-size:9pt'>{e(text)}</pre>")


def cover_then_cv(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div class=row><span><b>{e(j.company)}</b>, {e(j.town)}</span><span>{s.when(j)}</span></div><p>{e(j.title)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<section style='break-after:page'><p style='text-align:right'>{e(f.name)}<br>{e(f.phone)}<br>{e(f.email)}</p><p>Mr Edwin Hale<br>Hale & Daughters<br>12 Quay Street<br>Bristol BS1 4DJ<br>0117 496 0100</p><p>Dear Mr Hale,</p>"
        f"<p>Your brewery is the reason I moved into drinks. From 2015 to 2019 I sold toys, since then gin.</p><p>With best wishes,<br>{e(f.name)}</p></section><h1>{e(f.name)}</h1><p>{e(f.headline)}</p>"
        f"<p>{e(f.place)} | {e(f.phone)} | {e(f.email)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{school}: {degree}, {year}</p>')}<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        font="serif",
    )


def promotions_bars(s: Sheet) -> str:
    f, out, last = s.facts, "", ""
    for n, j in enumerate(f.jobs):
        out += (
            f"<div class=row style='background:#eef;padding:3px;margin-top:9px'><b>{e(j.company)}</b><span>Chile</span></div>"
            if j.company != last
            else ""
        )
        out += f"<div class=row><i>{e(j.title)}, {e(j.town)}</i><span>{s.when(j)}</span></div>{done(s, n)}"
        last = j.company
    bars = "".join(
        f"<div style='display:flex;gap:8px'><span style='width:170px'>{e(x)}</span><span style='background:#88c;height:8px;width:{120 - 20 * n}px'></span></div>"
        for n, x in enumerate(f.skills)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.email)} ◆ {e(f.phone)} ◆ {e(f.place)}</p><h2>{s.heads[0]}</h2>{out}<h2>{s.heads[1]}</h2>{schools(s, '<div class=row><span>{degree}, {school}</span><span>{year}</span></div>')}"
        f"<h2>{s.heads[2]}</h2>{bars}<h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def cards_grid(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div style='border:1px solid #bbb;padding:8px'><b>{e(j.title)}</b><br>{e(j.company)}, {e(j.town)}<br>{s.when(j)}{done(s, n)}</div>"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<center><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.email)} – {e(f.phone)} – {e(f.place)}</p></center><h2>{s.heads[0]}</h2><div style='display:grid;grid-template-columns:1fr 1fr;gap:10px'>{jobs}</div>"
        f"<h2>{s.heads[1]}</h2>{schools(s)}<h2>{s.heads[2]}</h2><p>{e(' – '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def alternate_rail(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div style='display:grid;grid-template-columns:1fr 120px;margin-bottom:8px'><div><b>{e(j.company)}</b>: {e(j.title)}{done(s, n)}</div><div>{s.when(j)}<br>{e(j.town)}</div></div>"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<div class=row><h1>{e(f.name)}</h1><div>{e(f.email)}<br>{e(f.phone)}<br>{e(f.place)}</div></div><p>{e(f.headline)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree} | {school} | {year}</p>')}"
        f"<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def label_colon(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p>Period: {s.when(j)}</p><p>Company: {e(j.company)}</p><p>Position: {e(j.title)}</p><p>Location: {e(j.town)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>E-mail: {e(f.email)}</p><p>Cell: {e(f.phone)}</p><p>Address: {e(f.place)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>Institution: {school}</p><p>Degree: {degree}</p><p>Graduated: {year}</p>')}"
        f"<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def centred_lines(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p>{e(j.title)}</p><p>{e(j.company)} · {e(j.town)}</p><p>{s.when(j)}</p><p>{e(' '.join(j.done))}</p><br>"
        for j in f.jobs
    )
    return page(
        f"<center><h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.email)}<br>{e(f.phone)}<br>{e(f.place)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree}</p><p>{school}</p><p>{year}</p>')}"
        f"<h2>{s.heads[2]}</h2><p>{e(' · '.join(f.skills))}</p><h2>Languages</h2><p>{e(' · '.join(f.languages))}</p></center>",
        font="serif",
    )


def flow_columns(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<div style='break-inside:avoid'><p><b>{e(j.title)}</b></p><p>{e(j.company)}, {e(j.town)}</p><p>{s.when(j)}</p>{done(s, n)}</div>"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)} – {e(f.place)} – {e(f.phone)} – {e(f.email)}</p><div style='columns:2;column-gap:28px;height:90mm'><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree}</p><p>{school}</p><p>{year}</p>')}"
        f"<h2>{s.heads[2]}</h2>{''.join(f'<p>• {e(x)}</p>' for x in f.skills)}<h2>Languages</h2><p>{e(', '.join(f.languages))}</p></div>"
    )


def icon_header(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.company)}</b>, {e(j.town)} <i>({s.when(j, '-')})</i></p><p>{e(j.title)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1 style='text-transform:uppercase'>{e(f.name)}</h1><p>{e(f.headline)}</p><p>\U0001f4de {e(f.phone)} \U0001f4e7 {e(f.email)} \U0001f4cd {e(f.place)}</p><h2>\U0001f4bc {s.heads[0]}</h2>{jobs}<h2>\U0001f393 {s.heads[1]}</h2>{schools(s)}"
        f"<h2>\u2699 {s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def quarters(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.title)}</b> – <i>{e(j.company)}</i>, {e(j.town)}, {s.when(j)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.phone)}, {e(f.email)}, {e(f.place)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree} – {school}, {year}</p>')}"
        f"<h2>{s.heads[2]}</h2><p>{e('; '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


REPORTED: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        pills_left, tabular_cv, banking, linkedin_export, two_tone_right, years_margin, ruled_table, dash_line, monospace, cover_then_cv,
        promotions_bars, cards_grid, alternate_rail, label_colon, centred_lines, flow_columns, icon_header, quarters,
    )
}  # fmt: skip
