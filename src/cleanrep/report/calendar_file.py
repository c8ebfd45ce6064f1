"""A calendar file (iCalendar, RFC 5545) of days without a time: what is on, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PRODUCT = "-//CleanRep//training plan//EN"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A day's entry.

    Attributes
    ----------
    uid : str
        The same for the same entry, so that a calendar replaces it and adds none.
    """

    uid: str
    on: date
    title: str
    text: str


def render_calendar(entries: Iterable[CalendarEntry], *, name: str, written_at: datetime) -> str:
    """Text of the file; lines end in CR LF.

    Parameters
    ----------
    written_at : datetime
        With its zone.
    """
    # Imported when a file is asked for: no other command waits for it.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", written_at)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("description", entry.text)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
