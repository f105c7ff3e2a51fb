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
    from collections.abc import Callable, Iterator, Mapping

    from train.stem_tables import Groups

    Likeness = Callable[[str, str], float]
    """Returns the cosine of the translations of two words."""

PASSIVE = re.compile(r"di((?:[aeiou]|.[aeioulrh]|ny|sy|kh).{2,})")
"""A passive verb and its root; `dinding` has none."""
SEEN = 5
"""Fewest times that news has a form in small letters which is not in the table."""
LINKED = 10.0
"""Fewest weighted links of words whose translations are evidence against a common stem."""
UNALIKE = 0.1
"""Cosine of translations below which such words differ: `meninggal` (died) and `ditinggal` (left)."""
RIVAL = 50
"""A form is another word if it is so many times more frequent: `menuju` (towards) than `dituju`."""
PREPOSITION = 40
"""The same of a root and its passive form, which is then `di` and a noun: `diawal` for `di awal`."""
HEADLINES = 0.5
"""Most occurrences of a bare form, for each of the verb's: a more frequent one is a noun, like `hukum`."""
_NAMED, _MOSTLY = 10, 1.5
"""A bare form with so many capitals, and so many times more than small letters, is a name: `Hajar`."""
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
    monosyllabic = len(re.findall("[aeiou]", re.sub("(?:kan|i)$", "", root))) == 1
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
    groups: Groups, linked: Mapping[str, float], counted: Mapping[str, Written], likeness: Likeness
) -> Groups:
    """Return the groups with all voices of each verb in one.

    The rarer of the active and the passive form gets the stem of the other, and if it is a stem, its group
    follows. So does the bare form, unless it is a frequent word of its own (`hukum`, a law).

    Args:
        groups: stem -> its words.
        linked: word -> weighted links.
        counted: word -> occurrences in news.
        likeness: compares two words.
    """
    stems = by_word(groups)
    for verb in _verbs(stems, linked, counted):
        stem = stem_among(verb.other, "id", stems)
        if stem_among(verb.rarer, "id", stems) != stem:
            if _differ(verb, linked, counted, likeness):
                continue
            _move(verb.rarer, stem, stems)
        if stem_among(verb.root, "id", stems) != stem and _is_bare(verb, linked, counted):
            _move(verb.root, stem, stems)
            stems |= dict.fromkeys((verb.rarer, verb.other), stem)
    return by_stem(stems)


def _verbs(
    stems: Mapping[str, str], linked: Mapping[str, float], counted: Mapping[str, Written]
) -> Iterator[Verb]:
    """Yield the verbs with an active and a passive form in the table or in news, sorted."""
    known = stems.keys() | {word for word, count in counted.items() if count.small >= SEEN}

    def frequency(word: str) -> tuple[float, int, str]:
        return linked.get(word, 0.0), _times(word, counted), word

    for passive in sorted(known):
        if not (parts := PASSIVE.fullmatch(passive)):
            continue
        root = parts[1]
        forms = [form for form in actives(root) if form in known]
        if forms and _times(root, counted) <= PREPOSITION * max(1, _times(passive, counted)):
            yield Verb(root, *sorted((passive, max(forms, key=frequency)), key=frequency))


def _differ(
    verb: Verb, linked: Mapping[str, float], counted: Mapping[str, Written], likeness: Likeness
) -> bool:
    """Whether the active and the passive form are different words."""
    rarer, other = (max(linked.get(form, 0.0), _times(form, counted)) for form in (verb.rarer, verb.other))
    if other > RIVAL * max(1.0, rarer):
        return True
    known = all(linked.get(form, 0.0) >= LINKED for form in (verb.rarer, verb.other))
    return known and likeness(verb.rarer, verb.other) < UNALIKE


def _is_bare(verb: Verb, linked: Mapping[str, float], counted: Mapping[str, Written]) -> bool:
    """Whether the bare form occurs as a form of the verb, and not as a noun or a name."""
    written = counted.get(verb.root, _NEVER)
    named = written.capital >= _NAMED and written.capital > _MOSTLY * written.small
    voices = _times(verb.rarer, counted) + _times(verb.other, counted)
    known = linked.get(verb.root, 0.0) >= LINKED
    return not known and not named and sum(written) > 0 and written.small <= HEADLINES * voices


def _move(word: str, stem: str, stems: dict[str, str]) -> None:
    """Give a word another stem, and with it the words whose stem it is."""
    moved = [one for one, its_stem in stems.items() if its_stem == word] if stems.get(word) == word else []
    stems |= dict.fromkeys((*moved, word, stem), stem)


def _times(word: str, counted: Mapping[str, Written]) -> int:
    return sum(counted.get(word, _NEVER))
