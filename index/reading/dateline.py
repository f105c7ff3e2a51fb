"""The place line that opens a news text, with its place and source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.reading.chrome import chrome
from index.reading.dates import find_date, months, weekdays
from index.reading.prose import plain
from index.text.patterns import any_of

REACH = 90
"""Most letters of a place line: the longest ("Kota, Provinsi, 3 Juli 2024 (Kantor/Kantor) -") are much
shorter."""
PLACE_PARTS = 3
"""Most parts of a place: a village, its regency and its province; with more commas it is a sentence."""
PLACE_WORDS = 4
"""Most words of one part: "Kabupaten Hulu Sungai Selatan"."""
REST_OF_HEADLINE = 40
"""Letters after a bare dash that a report exceeds; fewer may be the rest of a headline."""

_DASH = re.compile(r"\s*(?:--+|—|–)\s*|\s+-\s*|(?<=[\w)])-\s+")
_AGENCY = re.compile(r"(?:\((?P<name>[^()]{2,40})\)|\s/(?P<wire>[^()/]{2,40})/)\s*$")
_CAPITAL_PLACE = re.compile(r"(?P<place>[A-Z][A-Z'’ /,-]{2,40})\.\s")
_PLACE = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?:[ /](?:[A-ZÀ-Þ(][\w'’.)-]*|di|of|the|dan|de|la|al-\w+|D\.C\.))*")
_OUTLET_LIKE = re.compile(r"news\b|\.co\b|com$", re.IGNORECASE)
_BARE_OUTLET = re.compile(r"(?P<outlet>[\w-]+\.(?:co\.id|com|co|id|tv|net)),\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place, the source and the day in a place line."""

    place: str | None
    source: str | None
    day: str | None = None
    """Only with its year."""


def parse_dateline(paragraph: str, outlets: frozenset[str] = frozenset()) -> Dateline | None:
    """Return the fields of "ASTANA, KOMPAS.TV – ...", "Goa, India, 3 Juli 2024 (Xinhua) – ..." and the like.

    A bare "Astana - ..." counts, too, but "Jokowi - presiden ketujuh - ..." gives None.

    Args:
        paragraph: one of the first paragraphs of a text.
        outlets: names of the page's own outlet in lower case, besides the known outlets.
    """
    dash = _DASH.search(paragraph[:REACH])
    if not dash or not dash.start():
        outlet = _BARE_OUTLET.match(paragraph)
        return Dateline(None, outlet["outlet"]) if outlet else None
    opening, rest = paragraph[: dash.start()], paragraph[dash.end() :]
    source: str | None = None
    days: list[str] = []
    agency = _AGENCY.search(opening)
    if agency and _is_day(agency[0].strip()):
        days, opening = [agency[0]], opening[: agency.start()]
    elif agency:
        source, opening = (agency["name"] or agency["wire"]).strip(), opening[: agency.start()]
        named = chrome().is_outlet(source) or source.lower() in outlets
        if not named and (_is_short_for(source, opening) or not _stands_alone(rest)):
            return None
    places: list[str] = []
    for part in filter(None, (part.strip() for part in opening.split(","))):
        if source is None and (chrome().is_outlet(part) or part.lower() in outlets):
            source = part
        else:
            (days if _is_day(part) else places).append(part)
    day = _complete(" ".join(days))
    if not places and source:
        # KONTAN writes the outlet, a dash, the place in capitals, and a full stop.
        capital = _CAPITAL_PLACE.match(rest)
        return Dateline(capital["place"].strip() if capital else None, source, day)
    if source is None and len(places) > 1 and chrome().names_medium(places[-1]) and _stands_alone(rest):
        source = places.pop()
    if not _are_places(places) or (source is None and not _stands_alone(rest)):
        return None
    return Dateline(", ".join(places), source, day)


def _complete(day: str) -> str | None:
    found = find_date(day)
    return found.value if found else None


def _is_short_for(name: str, words: str) -> bool:
    """Whether a name in brackets abbreviates the words before it: "Menteri Luar Negeri (Menlu)"."""
    letters = iter(words.lower())
    return not name[:1].isupper() or all(letter in letters for letter in name.lower())


def _is_day(part: str) -> bool:
    return bool(_day().fullmatch(part))


@cache
def _day() -> re.Pattern[str]:
    month = rf"(?:{any_of(months())})\b\.?"
    numeric = r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{4}"
    day = rf"{numeric}|\d{{1,2}} {month}(?: \d{{4}})?|{month} \d{{1,2}}"
    return re.compile(rf"(?:(?:{any_of(weekdays())})\b)?\s*\(?(?:{day})?\)?", re.IGNORECASE)


def _are_places(places: list[str]) -> bool:
    if not 1 <= len(places) <= PLACE_PARTS or plain(places[0]) in chrome().not_places:
        return False
    return all(
        _PLACE.fullmatch(place) and len(place.split()) <= PLACE_WORDS and not _OUTLET_LIKE.search(place)
        for place in places
    )


def _stands_alone(rest: str) -> bool:
    """Whether the text after a bare dash begins a new sentence, long enough for a report."""
    sentence = re.split(r"[.!?]\s", rest, maxsplit=1)[0]
    return (
        bool(re.match(r"[\"“‘'(\[]*[A-Z\d]", rest))
        and not re.search(r"\s[-–—]+\s", sentence)
        and len(rest) > REST_OF_HEADLINE
    )
