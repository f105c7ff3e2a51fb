"""Voices: the active, the passive and the bare form of an Indonesian verb share a stem.

News has `mengesahkan` and `disahkan`, and `sahkan` in headlines. Translations tell that frequent forms belong
together, but rare forms have too few links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.text.stems import stem_among
from train.names import Written
from train.stem_tables import by_stem, by_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from train.stem_tables import Groups

PASSIVE = re.compile(r"di((?:[aeiou]|.[aeioulrh]|ny|sy|kh).{2,})")
"""A passive verb and its root; `dinding` has none."""
SEEN = 5
"""Fewest times that news has a form in small letters which is not in the table."""
LINKED = 20.0
"""Weighted links from which translations tell by themselves what a word belongs to. They keep `dibakar` with
`kebakaran`, and `ditunjuk` (appointed) from `menunjukkan` (shows)."""
RIVAL = 50
"""A form is another word if it is so many times more frequent: `menuju` (towards) than `dituju`."""
PREPOSITION = 10
"""The same of a root and its passive form, which is then `di` and a noun: `diawal` for `di awal`."""
HEADLINES = 0.3
"""Most occurrences of a bare form, for each of the verb's: a more frequent one is a noun, like `hukum`."""
_NAMED, _MOSTLY = 10, 1.5
"""A bare form with so many capitals, and so many times more than small letters, is a name: `Hajar`."""
_MONOSYLLABLE = re.compile("[^aeiou]+[aeiou][^aeiou]+(?:kan|i)?")
_CLITIC = re.compile("(?:nya|lah|kah|pun)$")
_NEVER = Written(0, 0)


class Verb(NamedTuple):
    """The forms of a verb."""

    root: str
    rarer: str
    """The passive or the active form, whichever has fewer links."""
    other: str


def actives(root: str) -> set[str]:
    """Return the active forms that a root may have: `memukul` and `mempukul` for `pukul`."""
    first, rest = root[0], root[1:]
    monosyllabic = bool(_MONOSYLLABLE.fullmatch(root))
    forms = {
        "me": first in "lrwymn",
        "mem": first in "bfvp",
        "men": first in "dcjzts",
        "meng": first in "gheaiouqk",
        "menge": monosyllabic,
    }
    found = {prefix + root for prefix, fits in forms.items() if fits}
    melted = {"p": "mem", "t": "men", "s": "meny", "k": "meng"}
    return found | ({melted[first] + rest} if first in melted else set())


def joined(
    groups: Groups, linked: Mapping[str, float], counted: Mapping[str, Written], apart: AbstractSet[str]
) -> Groups:
    """Return the groups with the voices of each verb in one, if one voice is rare.

    The rarer of the active and the passive form gets the stem of the other with its whole group, if it is a
    stem itself: other rare forms are where their nouns are. So does the bare form, unless it is a frequent
    word of its own (`hukum`, a law).

    Args:
        groups: stem -> its words.
        linked: word -> weighted links.
        counted: word -> occurrences in news.
        apart: words and stems that no form joins.
    """
    stems = by_word(groups)
    for verb in _verbs(stems, linked, counted):
        stem = stems.get(verb.other, verb.other)
        if apart & {stem, *verb}:
            continue
        if stem_among(verb.rarer, "id", stems) != stem:
            if not _is_rare(verb, stems, linked, counted):
                continue
            _move(verb.rarer, stem, stems)
        if stem_among(verb.root, "id", stems) != stem and _is_bare(verb, stems, linked, counted):
            _move(verb.root, stem, stems)
    return by_stem(stems)


def _verbs(
    stems: Mapping[str, str], linked: Mapping[str, float], counted: Mapping[str, Written]
) -> Iterator[Verb]:
    """Yield the verbs with an active and a passive form in the table or in news, sorted."""
    known = stems.keys() | {word for word, count in counted.items() if count.small >= SEEN}

    def frequency(word: str) -> tuple[float, int, str]:
        return linked.get(word, 0.0), _times(word, counted), word

    for passive in sorted(known):
        if not (parts := PASSIVE.fullmatch(passive)) or _CLITIC.search(passive):
            continue
        root = parts[1]
        forms = [form for form in actives(root) if form in known]
        if forms and _times(root, counted) <= PREPOSITION * max(1, _times(passive, counted)):
            yield Verb(root, *sorted((passive, max(forms, key=frequency)), key=frequency))


def _is_rare(
    verb: Verb, stems: Mapping[str, str], linked: Mapping[str, float], counted: Mapping[str, Written]
) -> bool:
    """Whether the rarer voice has too few links to belong anywhere, and is not another word."""
    rarer, other = (max(linked.get(form, 0.0), _times(form, counted)) for form in (verb.rarer, verb.other))
    alone = stem_among(verb.rarer, "id", stems) == verb.rarer
    return alone and linked.get(verb.rarer, 0.0) < LINKED and other <= RIVAL * max(1.0, rarer)


def _is_bare(
    verb: Verb, stems: Mapping[str, str], linked: Mapping[str, float], counted: Mapping[str, Written]
) -> bool:
    """Whether the bare form occurs as a form of the verb, and not as a noun or a name."""
    written = counted.get(verb.root, _NEVER)
    named = written.capital >= _NAMED and written.capital > _MOSTLY * written.small
    voices = _times(verb.rarer, counted) + _times(verb.other, counted)
    alone = stems.get(verb.root, verb.root) == verb.root and linked.get(verb.root, 0.0) < LINKED
    return alone and not named and sum(written) > 0 and written.small <= HEADLINES * voices


def _move(word: str, stem: str, stems: dict[str, str]) -> None:
    """Give a word another stem, and with it the words whose stem it is."""
    moved = [one for one, its_stem in stems.items() if its_stem == word]
    stems |= dict.fromkeys((*moved, word, stem), stem)


def _times(word: str, counted: Mapping[str, Written]) -> int:
    return sum(counted.get(word, _NEVER))
