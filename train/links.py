"""Links between the words of parallel text, from which the lexicon and the stems are learnt."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING

from index.text.terms import terms
from train.alignment import aligned
from train.parallel import is_near_copy, judged_shingles, read_source, shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Links = dict[str, dict[str, float]]
    """Word -> word of the other language -> weighted links."""

RUNS = 3
"""Number of alignments. They differ by chance (`aligned`), and a rare word is linked well in one, badly in
another."""
MAX_WORDS = 80
"""Most words of a side: longer pairs are tables or unsegmented pages, and align badly."""
NEWS, SOFTWARE, SCRIPTURE = 4.0, 0.05, 0.3
"""Weight of a link by its source; 1 for other prose. Software documentation uses words of news in other
senses (`gugus` for cluster); scripture is archaic and freely translated."""
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


def pairs(data: Path, log: Counter[str]) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield source, Indonesian words and English words of pairs, without repeated, judged and long ones."""
    judged = judged_shingles(data / "eval")
    seen = set()
    for pair in chain.from_iterable(map(read_source, sorted((data / "parallel").glob("*.tsv.xz")))):
        # Interning reduces the memory of the twenty million words of both sides to a tenth.
        sides = (
            tuple(intern(term.word) for term in terms(pair.indonesian, "id")),
            tuple(intern(term.word) for term in terms(pair.english, "en")),
        )
        if not all(0 < len(side) <= MAX_WORDS for side in sides):
            log["pairs empty or long"] += 1
        elif sides in seen:
            log["pairs repeated"] += 1
        elif any(is_near_copy(shingles(side), judged) for side in (pair.indonesian, pair.english)):
            log["pairs judged"] += 1
        else:
            seen.add(sides)
            log["pairs"] += 1
            yield pair.source, *sides


def linked(data: Path, log: Counter[str]) -> Links:
    """Return Indonesian word -> English word -> weighted links found in both directions, a mean of `RUNS`."""
    sources, indonesian, english = zip(*pairs(data, log), strict=True)
    links: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for _ in range(RUNS):
        for source, own, other, both in zip(
            sources, indonesian, english, aligned(indonesian, english), strict=True
        ):
            log["links"] += len(both)
            for i, j in both:
                links[own[i]][other[j]] += WEIGHTS.get(source, 1.0) / RUNS
    return {word: dict(row) for word, row in links.items()}


def turned(links: Mapping[str, Mapping[str, float]]) -> Links:
    """Return the same links from the other side."""
    other: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for word, row in links.items():
        for translation, weight in row.items():
            other[translation][word] = weight
    return dict(other)


def merged(row: Mapping[str, float], stem: Callable[[str], str]) -> dict[str, float]:
    """Return the links of a word, added up by the stems of its translations."""
    by_stem: defaultdict[str, float] = defaultdict(float)
    for translation, weight in row.items():
        by_stem[stem(translation)] += weight
    return dict(by_stem)
