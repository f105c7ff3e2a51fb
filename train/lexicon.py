"""Make the lexicon and the stems: `python -m train.lexicon --data ../shared/data`.

Words of all parallel text are aligned in both directions; a translation's probability is its share of the
links of a word, a link weighing the more, the more its source is like news. Stems come out of the same links.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from functools import partial
from itertools import chain
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING

import snowballstemmer

from index.lexical.lexicon import FILE_NAME, Lexicon, write
from index.text.stems import roots, stem_among
from index.text.terms import words
from train.alignment import aligned
from train.parallel import SHINGLE_SHARE, judged_shingles, read_source, shingles
from train.stems import grouped, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Links = dict[str, dict[str, float]]

MAX_WORDS = 80
"""Words of a side: longer pairs are tables or unsegmented pages, and align badly."""
NEWS, SOFTWARE, SCRIPTURE = 4.0, 0.05, 0.3
"""Weight of a link by its source, against 1 for other prose: software documentation has words that news has
in other senses (`gugus` for cluster), scripture is archaic and freely translated."""
WEIGHTS = {
    **dict.fromkeys(("panl_bppt_news", "globalvoices", "guntara_news_valid"), NEWS),
    **dict.fromkeys(("desmond86_smeru", "desmond86_ausaid", "tatoeba_manythings", "talpco"), NEWS),
    **dict.fromkeys(("quran_id_en", "desmond86_odb"), SCRIPTURE),
    **dict.fromkeys(
        ("aspose_words_tutorials", "django_docs", "gnome_user_docs", "l10n_godot_editor"), SOFTWARE
    ),
    **dict.fromkeys(("l10n_mozilla_www", "milvus_blog", "milvus_docs", "mscourse_azd"), SOFTWARE),
    **dict.fromkeys(("mscourse_edgeai", "mscourse_iot", "mscourse_security101", "openclaw_docs"), SOFTWARE),
    **dict.fromkeys(("msdocs_customer_insights", "msdocs_dynamics_projectops"), SOFTWARE),
    **dict.fromkeys(("msdocs_office_alchemy", "openstack_docs", "python_docs", "react_docs"), SOFTWARE),
    **dict.fromkeys(("tensorflow_tutorials", "tldr_pages"), SOFTWARE),
}
LINKED = 0.3
"""Weighted links of a word, at least: one in prose, six in software documentation."""
PROBABLE = 0.03
"""Probability of a translation, at least: .03, .05 and .1 measured .925, .924 and .923 across languages."""
TRANSLATIONS = 8
"""Translations kept of a word, at most."""


def main() -> None:
    """Read, align, group, count, write; what was counted goes to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/, eval/ and news/")
    parser.add_argument("--out", type=Path, default=Path("index/lexical") / FILE_NAME)
    parser.add_argument("--stems", type=Path, default=Path("index/text/languages"))
    arguments = parser.parse_args()
    started = time.monotonic()
    log: Counter[str] = Counter()
    indonesian = linked(arguments.data, log)
    english = turned(indonesian)
    stems = {"id": _grouped_indonesian(indonesian), "en": _grouped_english(english)}
    for language, groups in stems.items():
        (arguments.stems / f"stems_{language}.txt").write_text(written(groups), encoding="utf-8")
        log[f"{language} stems"] = len(groups)
        log[f"{language} stemmed words"] = sum(map(len, groups.values()))
    lexicon = Lexicon(
        id=probable(indonesian, partial(stem_among, language="en", stems=_by_word(stems["en"]))),
        en=probable(english, partial(stem_among, language="id", stems=_by_word(stems["id"]))),
    )
    write(arguments.out, lexicon)
    log.update(
        {"id words": len(lexicon.id), "en words": len(lexicon.en), "bytes": arguments.out.stat().st_size}
    )
    for what, number in log.items():
        print(f"{what}: {number}")
    print(f"seconds: {time.monotonic() - started:.0f}")


def pairs(data: Path, log: Counter[str]) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Gives source, Indonesian words and English words of each pair that is neither repeated nor judged."""
    judged = judged_shingles(data / "eval")
    seen = set()
    for pair in chain.from_iterable(map(read_source, sorted((data / "parallel").glob("*.tsv.xz")))):
        # Interned, the twenty million words of both sides take a tenth of the memory.
        sides = (
            tuple(map(intern, words(pair.indonesian, "id"))),
            tuple(map(intern, words(pair.english, "en"))),
        )
        own = shingles(pair.indonesian) | shingles(pair.english)
        if not all(0 < len(side) <= MAX_WORDS for side in sides):
            log["pairs empty or long"] += 1
        elif sides in seen:
            log["pairs repeated"] += 1
        elif len(own & judged) / len(own) >= SHINGLE_SHARE:
            log["pairs judged"] += 1
        else:
            seen.add(sides)
            log["pairs"] += 1
            yield pair.source, *sides


def linked(data: Path, log: Counter[str]) -> Links:
    """Gives Indonesian word -> English word -> weighted links found in both directions."""
    sources, indonesian, english = zip(*pairs(data, log), strict=True)
    links: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for source, own, other, both in zip(
        sources, indonesian, english, aligned(indonesian, english), strict=True
    ):
        log["links"] += len(both)
        for i, j in both:
            links[own[i]][other[j]] += WEIGHTS.get(source, 1.0)
    return dict(links)


def turned(links: Mapping[str, Mapping[str, float]]) -> Links:
    """Gives the same links from the other side."""
    other: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for word, row in links.items():
        for translation, weight in row.items():
            other[translation][word] = weight
    return dict(other)


def probable(
    links: Mapping[str, Mapping[str, float]], stem: Callable[[str], str]
) -> dict[str, list[tuple[str, float]]]:
    """Gives each word's most probable translations, as stems."""
    entries = {}
    for word, row in links.items():
        total = sum(row.values())
        shares = _merged(row, stem).items()
        kept = [
            (translation, round(weight / total, 2))
            for translation, weight in shares
            if weight / total >= PROBABLE
        ]
        if total >= LINKED and kept:
            entries[word] = sorted(kept, key=lambda entry: (-entry[1], entry[0]))[:TRANSLATIONS]
    return entries


def _grouped_indonesian(links: Links) -> dict[str, list[str]]:
    english = snowballstemmer.stemmer("english").stemWord
    translated = {word: _merged(row, english) for word, row in links.items()}
    return grouped(translated, lambda word: roots(word, "id"))


def _grouped_english(links: Links) -> dict[str, list[str]]:
    english = snowballstemmer.stemmer("english").stemWord
    return grouped(links, lambda word: {english(word), *roots(word, "en")})


def _merged(row: Mapping[str, float], stem: Callable[[str], str]) -> dict[str, float]:
    merged: defaultdict[str, float] = defaultdict(float)
    for translation, weight in row.items():
        merged[stem(translation)] += weight
    return dict(merged)


def _by_word(groups: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: stem for stem, group in groups.items() for word in group}


if __name__ == "__main__":
    main()
