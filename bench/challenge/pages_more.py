"""The rest of the tuning half's layouts for the browser."""

from __future__ import annotations

from html import escape as e

from bench.challenge.facts import Sheet
from bench.challenge.pages import (
    Layout,
    awesome,
    biodata,
    date_rail,
    done,
    europass_look,
    flex_bars,
    letter_spaced,
    page,
    promotions,
    rubrics_de,
    running_heads,
    schools,
    sentence_jobs,
    timeline_dots,
)


def pipes(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p>{s.when(j)} | {e(j.title)} | {e(j.company)} | {e(j.town)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name.upper())}</h1><p>{e(f.headline)} | {e(f.place)} | {e(f.phone)} | {e(f.email)} | github.com/jhpark-fw</p><hr><h2>{s.heads[0]}</h2>{jobs}"
        f"<hr><h2>{s.heads[1]}</h2>{schools(s, '<p>{year} | {degree} | {school}</p>')}<hr><h2>{s.heads[2]}</h2><p>{e(' | '.join(f.skills))}</p>"
        f"<hr><h2>LANGUAGES</h2><p>{e(' | '.join(f.languages))}</p>",
        font="monospace",
    )


def own_line_dates(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.company)}</b> – {e(j.town)}</p><p>{e(j.title)}</p><p>{s.when(j, ' a ')}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.place)} – {e(f.phone)} – {e(f.email)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>"
        f"{schools(s, '<p>{school}</p><p>{degree}</p><p>{year}</p>')}<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Idiomas</h2>"
        f"<p>{e(f.languages[0])} (nativo), {e(f.languages[1])} (fluente)</p>"
    )


def prose_skills(s: Sheet) -> str:
    f = s.facts
    jobs = "".join(
        f"<p><b>{e(j.company)}</b> — {e(j.title)} (Contract), {e(j.town)}</p><p>{s.when(j)}</p><p>{e('. '.join(j.done))}.</p>"
        for j in f.jobs
    )
    return page(
        f"<div class=row><h1>{e(f.name)}</h1><div style='text-align:right'>{e(f.email)}<br>{e(f.phone)}<br>{e(f.place)}</div></div><h2>{s.heads[0]}</h2>{jobs}"
        f"<h2>{s.heads[1]}</h2>{schools(s, '<p>{degree}<br>{school}, {year}</p>')}",
        font="serif",
    )


def referees(s: Sheet) -> str:
    """Contact details at the very end, after those of two referees."""
    f = s.facts
    jobs = "".join(
        f"<p>{e(j.company)}, {e(j.town)}</p><p><b>{e(j.title)}</b>, {s.when(j)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<center><h1>{e(f.name)}</h1><p>{e(f.headline)}</p></center><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s)}<h2>{s.heads[2]}</h2>"
        f"<p>{e(' • '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p><h2>Referees</h2><div class=row><div>Mr. Dermot Crowley<br>Principal, Scoil Bhríde"
        f"<br>dermot.crowley@scoil.example<br>+353 21 555 0100</div><div>Ms. Aoife Twomey<br>Deputy Principal<br>atwomey@stfinbarr.example<br>+353 21 555 0111</div></div>"
        f"<h2>Contact</h2><p>{e(f.place)}<br>{e(f.phone)}<br>{e(f.email)}</p>"
    )


def letter_first(s: Sheet) -> str:
    """A letter to the company on the first page, the resume on the second."""
    f = s.facts
    jobs = "".join(
        f"<div class=row><b>{e(j.title)}, {e(j.company)}</b><span>{s.when(j)}</span></div><p>{e(j.town)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<section style='break-after:page'><p>{e(f.name)}<br>{e(f.place)}</p><p>3 October 2026</p><p>Ms. Laura Petersen<br>Head of Design<br>Norlund Instruments Ltd"
        f"<br>jobs@norlund.example</p><p>Dear Ms. Petersen,</p><p>I saw your notice for a designer and would like to be considered. Since 2020 I have worked on "
        f"payments, and before that on cameras. What I would bring is patience with details.</p><p>Yours sincerely,</p><p>{e(f.name)}</p></section>"
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.email)} · {e(f.phone)} · {e(f.place)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s)}"
        f"<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>"
    )


def plain_sheet(s: Sheet) -> str:
    """What is photographed, turned, or put on the web."""
    f = s.facts
    jobs = "".join(
        f"<div class=row><b>{e(j.title)}</b><span>{s.when(j)}</span></div><p>{e(j.company)}, {e(j.town)}</p>{done(s, n)}"
        for n, j in enumerate(f.jobs)
    )
    return page(
        f"<h1>{e(f.name)}</h1><p>{e(f.headline)}</p><p>{e(f.place)} | {e(f.phone)} | {e(f.email)}</p><h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{schools(s)}"
        f"<h2>{s.heads[2]}</h2><p>{e(', '.join(f.skills))}</p><h2>Languages</h2><p>{e(', '.join(f.languages))}</p>",
        "body{font-size:11pt}",
    )


def fillable(s: Sheet) -> str:
    """An application form; what was filled in stands in boxes."""
    f = s.facts

    def box(label: str, filled: str) -> str:
        return f"<div style='margin:5px 0'><small>{label}</small><div style='border:1px solid #666;padding:3px'>{e(filled)}</div></div>"

    jobs = "".join(
        f"{box('Employer', j.company)}{box('Position', j.title)}{box('City', j.town)}{box('Dates employed', s.when(j))}{box('Duties', '. '.join(j.done))}"
        for j in f.jobs
    )
    study = "".join(
        f"{box('School', x.school)}{box('Degree', x.degree)}{box('Year', str(x.year))}" for x in f.studies
    )
    return page(
        f"<h2>APPLICATION FOR EMPLOYMENT</h2>{box('Full name', f.name)}{box('Phone', f.phone)}{box('E-mail', f.email)}{box('City and state', f.place)}"
        f"<h2>{s.heads[0]}</h2>{jobs}<h2>{s.heads[1]}</h2>{study}<h2>{s.heads[2]}</h2>{box('List your skills', ', '.join(f.skills))}"
    )


TUNING: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        flex_bars, date_rail, awesome, promotions, europass_look, timeline_dots, letter_spaced, biodata, rubrics_de, running_heads,
        sentence_jobs, pipes, own_line_dates, prose_skills, referees, letter_first, fillable,
    )
}  # fmt: skip
