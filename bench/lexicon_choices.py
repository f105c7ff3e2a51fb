"""The value of each choice of the lexicon: nDCG@10 of the lexical leg alone, by both languages.

    python bench/lexicon_choices.py --data ../shared/data
    python bench/lexicon_choices.py --data ../shared/data --links runs/links

Asks as Cari does, but without the dense leg and without correcting typos: at most 500 questions of each
judged set, and our own questions about tico19 and Reuters (`train/reading_questions.py`), detik and Reuters
(`news_questions.py`), each over at most 1,500 articles. It measures first the lexicon that ships and parts of
it. Then, with `--links`, it measures lexicons made in other ways from one alignment of all parallel text,
which the first run saves in that folder (`one_alignment.py`). Prints Markdown tables: a column for each
language of question and passage, the mean of its sets; the mean of these columns; the mean of the sets that
were not used to choose the lexicon (all except facqa and those over tico19); and the number of questions
answered better and worse than in the first row.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
from analysis import QUESTIONS, heading, line, read_arguments
from lexical_leg import collection, forget_terms, measured, read
from one_alignment import links, made
from passage_questions import asked_of
from unseen import unseen

from index.lexical.lexicon import Lexicon
from index.records import KNOWN_LANGUAGES
from index.text import languages, terms, word_patterns
from index.text.stems import stem
from index.text.words import knowledge
from train.examples import json_lines
from train.names import LISTED, capitals, seen
from train.reading_questions import QUESTIONS as READING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from lexical_leg import Collection as Asked
    from numpy.typing import NDArray
    from one_alignment import Kept

    from index.records import KnownLanguage
    from index.text.words import Knowledge
    from train.links import Links

    Choice = tuple[str, Lexicon, Callable[[Knowledge], Knowledge] | None]
    """Its name, the lexicon, and a change of the knowledge of words, or None."""
    Found = dict[str, NDArray[np.float64]]
    """nDCG@10 of the questions of each set, by its cell and name."""

SETS = {
    "facqa-id": "id-id",
    "squad2dev-mt-id": "id-id",
    "detik1k-title-id": "id-id",
    "tico19-sent-en-id": "en-id",
    "indomt-news-en-id": "en-id",
    "tico19-sent-id-en": "id-en",
    "indomt-news-id-en": "id-en",
    "reuters-title-en": "en-en",
}
"""Judged sets, each with the languages of its questions and of its passages."""
CELLS = ("id-id", "id-en", "en-id", "en-en")
CHOSE = ("facqa-id", "tico19-sent-id-en", "tico19-sent-en-id")
NEWS = Path(__file__).with_name("news_questions.jsonl")


def main() -> None:
    """Measure each choice, and print the tables."""
    arguments = read_arguments(__doc__)
    with tempfile.TemporaryDirectory() as temporary:
        collections = [asked_in(arguments.data, name, Path(temporary)) for name in SETS]
    sets = [f"{name} {len(one.questions)}" for asked in collections for name, one in asked.sets.items()]
    print("; ".join(sets))
    reads = [read(one) for one in collections]
    ways = [of_shipped(collections)]
    if arguments.links:
        ways.append(of_links(arguments.links, arguments.data))
    for choices in ways:
        print("\n" + heading("lexicon", (*CELLS, "mean", "others", "better", "worse")), flush=True)
        taken: Found = {}
        for label, lexicon, change in choices:
            with known(change):
                asked = [read(one) for one in collections] if change else reads
                found = {name: values for one in asked for name, values in measured(one, lexicon).items()}
            taken = taken or found
            print(compared(label, found, taken), flush=True)


def of_shipped(collections: list[Asked]) -> Iterator[Choice]:
    """Yield the lexicon that ships, and parts of it."""
    shipped = Lexicon.bundled()
    yield "ships", shipped, None
    yield "none", Lexicon(id={}, en={}), None
    for least in (0.05, 0.1):
        yield f"probability {least}", kept(shipped, least), None
    for most in (1, 4):
        sides = ({word: side[word][:most] for word in side} for side in (shipped.id, shipped.en))
        yield f"translations {most}", Lexicon(*sides), None
    counted = capitals((one.language, one.text) for asked in collections for one in asked.passages)
    named = {language: set(seen(counted[language], LISTED)) for language in KNOWN_LANGUAGES}
    yield "names not translated", without(shipped, named), None
    little = function_words()
    yield "function words not translated", without(shipped, little), None
    stems = {stem(word, language) for language in KNOWN_LANGUAGES for word in little[language]}
    translations = kept(shipped, 0, stems)
    yield "… nor translations themselves", without(translations, little), None


def of_links(folder: Path, data: Path) -> Iterator[Choice]:
    """Yield the lexicon from one alignment as it ships, and lexicons made in other ways."""
    both = links(folder, data, set.intersection)
    yield "as it ships, of one alignment", made(both, stem), None
    # In its forward direction eflomal links each word of the second text to one word of the first.
    directions: dict[str, Kept] = {
        "each English word's link": lambda forward, _: forward,
        "each Indonesian word's link": lambda _, reverse: reverse,
        "links in either direction": set.union,
    }
    for label, take in directions.items():
        yield label, made(links(folder, data, take), stem), None
    yield "no glossary", made(both, stem, glossary=False), None

    def alone(one: Knowledge) -> Knowledge:
        return replace(one, replaced=others(one.replaced, one.abbreviations))

    def ordinary(one: Knowledge) -> Knowledge:
        return replace(one, acronyms=frozenset())

    with known(alone):
        lexicon = made(both, stem, abbreviations=True)
    yield "abbreviations without their words", lexicon, alone
    with known(ordinary):
        lexicon = made(small(both), stem)
    yield "`AS`, `US`, `IT`, `WHO` in small letters", lexicon, ordinary


def compared(label: str, found: Found, taken: Found) -> str:
    """Return a row of the table."""
    means = {name: float(values.mean()) for name, values in found.items()}
    cells = [np.mean([mean for name, mean in means.items() if name.startswith(cell)]) for cell in CELLS]
    reported = [mean for name, mean in means.items() if not name.endswith(CHOSE)]
    differences = np.concatenate([found[name] - taken[name] for name in found])
    better, worse = (differences > 0).sum(), (differences < 0).sum()
    return line(label, (*cells, np.mean(cells), np.mean(reported))) + f" {better} | {worse} |"


def asked_in(data: Path, name: str, temporary: Path) -> Asked:
    """Return a judged set with our own questions about its passages; further sets are made in a folder."""
    folder, told = data / "eval" / name, SETS[name].split("-")[1]
    sets = {f"{SETS[name]} {name}": unseen(folder).first(QUESTIONS)}
    reading = [one for one in json_lines(READING) if one["about"] == name.split("-")[0]]
    news = [one for one in json_lines(NEWS) if one["where"]["file"] == f"eval/{name}/corpus.jsonl"]
    for kind, answered in {
        "reading": [(one["passages"].get(told), one) for one in reading],
        "news": [(one["where"]["passage"], one) for one in news],
    }.items():
        if answered:
            questions = [(str(at), answer, one) for at, (answer, one) in enumerate(answered)]
            own = asked_of(temporary / name / kind, [], questions)
            for language in KNOWN_LANGUAGES:
                asked = [one for one in own.questions if one.startswith(language)]
                sets[f"{language}-{told} {kind} {name}"] = own.only(asked)
    return collection(folder / "corpus.jsonl", sets)


def without(lexicon: Lexicon, words: Mapping[KnownLanguage, Collection[str]]) -> Lexicon:
    """Return the lexicon without the entries of some words of each language."""
    return Lexicon(id=others(lexicon.id, words["id"]), en=others(lexicon.en, words["en"]))


def kept(lexicon: Lexicon, least: float, left_out: Collection[str] = ()) -> Lexicon:
    """Return the lexicon with translations of at least that probability, and without `left_out`."""
    sides = (
        {word: [one for one in side[word] if one[1] >= least and one[0] not in left_out] for word in side}
        for side in (lexicon.id, lexicon.en)
    )
    return Lexicon(*sides)


def others(of: Mapping[str, Any], words: Collection[str]) -> dict[str, Any]:
    """Return the items of all words except these."""
    return {word: value for word, value in of.items() if word not in words}


def function_words() -> dict[KnownLanguage, frozenset[str]]:
    """Return words of each language without a subject: those of grammar, and similar ones."""
    grammar = languages.read("questions/asking", "grammar")
    little = languages.read("questions/framing_function", "words")
    return {"id": grammar["id"] | little["indonesian"], "en": grammar["en"] | little["english"]}


def small(links: Links) -> Links:
    """Return the links with words in small letters: `US` and `us` become one."""
    found: Links = {}
    for word, row in links.items():
        merged = found.setdefault(word.lower(), {})
        for translation, weight in row.items():
            merged[translation.lower()] = merged.get(translation.lower(), 0.0) + weight
    return found


@contextmanager
def known(change: Callable[[Knowledge], Knowledge] | None) -> Iterator[None]:
    """Let texts be read with other knowledge of words."""
    if change is None:
        yield
        return
    forget_terms()

    def changed(language: KnownLanguage) -> Knowledge:
        return change(knowledge(language))

    with patch.object(terms, "knowledge", changed), patch.object(word_patterns, "knowledge", changed):
        yield
    forget_terms()


if __name__ == "__main__":
    main()
