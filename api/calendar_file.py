"""An interview as an iCalendar file (RFC 5545), which every calendar opens."""

from __future__ import annotations

from icalendar import Calendar, Event, vCalAddress, vText

from domain.hiring import Candidate
from domain.interviews import ScheduledInterview
from domain.people import Person


def interview(booked: ScheduledInterview, candidate: Candidate, host: Person | None, job: str) -> bytes:
    """One event; opened again it is the same one, since its UID is the interview's id."""
    calendar = Calendar()
    calendar.add("prodid", "-//Peopledesk//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", booked.id)
    event.add("summary", f"Interview: {candidate.name}, {job}")
    event.add("dtstart", booked.start)
    event.add("dtend", booked.end)
    event.add("dtstamp", booked.booked_at)
    event.add("status", "CONFIRMED" if booked.status == "scheduled" else "CANCELLED")
    if booked.place:
        event.add("location", booked.place)
    if host:
        organizer = vCalAddress(f"MAILTO:{host.email}")
        organizer.params["CN"] = vText(host.name)
        event.add("organizer", organizer)
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
