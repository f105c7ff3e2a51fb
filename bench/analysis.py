"""What the analysis of words brings: nDCG@10 of the lexical leg alone, with the stems of four analysers.

    python bench/analysis.py --data ../shared/data --links /tmp/links

Words as they are, Snowball's stems, PySastrawi's (a dictionary of roots and the rules of Indonesian affixes)
and Cari's own, with all else alike: the words left out, BM25, and the links of one alignment of all parallel
text, from which each analyser has a lexicon of its own. The first run aligns, and leaves the links in the
folder `--links`. Asks 500 questions at most of each judged set (of tydiqa and squad2dev those that training
did not see), over at most 1,500 of its articles, as Cari does, but without the dense leg and without putting
typos right. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np
from unseen import unseen

from index import Filters, Preferences, open_encoder
from index.evaluation.measures import MEASURES, by_question
from index.lexical.lexicon import Lexicon
from index.lexical.places import Places, PlacesWriter
from index.lexical.postings import Postings, top
from index.lexical.postings_writer import PostingsWriter
from index.lexical.vocabulary import Vocabulary
from index.reading import find_files, read_file
from index.records import Article
from index.search.adapting import mixed
from index.search.retrieval import DEPTH
from index.search.scoring import lexical_scores
from index.search.understanding import understand
from index.snapshot.embedding import Context
from index.text import terms
from index.text.passages import contexts, cut_passages
from index.text.stems import stem as own
from index.text.terms import parted, spanned_terms
from train.lexicon import lexicon_of
from train.links import WEIGHTS, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index import Encoder
    from index.judged import JudgedSet
    from index.records import Language, Span
    from index.search.parsed_question import ParsedQuestion
    from index.text.terms import Analysis, Term
    from train.links import Links

    Stemmer = Callable[[str, Analysis], str]
    """Gives the stem of a word of a language."""
    Kept = Callable[[set[str], set[str]], set[str]]
    """Gives those links of a pair that are kept, of those found in one direction and in the other."""

QUESTIONS = 500
MOST_ARTICLES = 1_500
SETS = ("facqa-id", "detik1k-title-id", "tydiqa-id-train", "squad2dev-mt-id", "reuters-title-en")
ACROSS = ("tico19-sent-id-en", "tico19-sent-en-id", "indomt-news-id-en", "indomt-news-en-id")
PAIRS, FORWARD, REVERSE = "pairs.tsv", "forward", "reverse"
"""The words of parallel text, and what eflomal found in each direction."""


class Passage(NamedTuple):
    """What is indexed of a passage: its heading and its text."""

    article: str
    text: str
    language: Language
    sentences: list[Span]
    begin: int
    """Where its own text begins, after the heading."""


class Collection(NamedTuple):
    """Passages, and the sets of questions that are asked of them, by name."""

    passages: list[Passage]
    sets: dict[str, JudgedSet]


class Read(NamedTuple):
    """The same as an analyser reads it."""

    collection: Collection
    terms: list[list[tuple[Term, int, int]]]
    """Of each passage, with their places."""
    asked: dict[str, dict[str, ParsedQuestion]]
    """By name of the set and of the question."""


def main() -> None:
    """Measure each pair of analysers, and print the table."""
    arguments = read_arguments(__doc__, aligned=True)
    of: dict[str, Stemmer] = {"none": none, "Snowball": snowball(), "PySastrawi": sastrawi(), "own": own}
    both = links(arguments.links, arguments.data, set.intersection)
    folders = [arguments.data / "eval" / name for name in (*SETS, *ACROSS)]
    collections = [
        collection(folder / "corpus.jsonl", {folder.name: unseen(folder).first(QUESTIONS)})
        for folder in folders
    ]
    print(heading("Indonesian | English", (*SETS, *ACROSS, "mean", "across")), flush=True)
    rivals = [(indonesian, "own") for indonesian in of] + [("own", "none"), ("own", "Snowball")]
    for indonesian, english in rivals:
        stem = by_language(of[indonesian], of[english])
        with analysed_by(stem):
            lexicon = made(both, stem)
            found = [measured(read(one), lexicon) for one in collections]
        means = [values.mean() for one in found for values in one.values()]
        means += [np.mean(means), np.mean(means[len(SETS) :])]
        print(line(f"{indonesian} | {english}", means), flush=True)


def read_arguments(description: str | None, *, aligned: bool = False) -> argparse.Namespace:
    """The folders of the data and of the links, which some ask for."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--links", type=Path, required=aligned, help="folder of the alignment, which is made if need be"
    )
    return parser.parse_args()


def heading(first: str, columns: Sequence[str]) -> str:
    """The first two lines of a Markdown table."""
    names = f"| {first} | " + " | ".join(columns) + " |"
    return f"{names}\n" + "|---" * (names.count("|") - 1) + "|"


def line(first: str, values: Iterable[float]) -> str:
    """A line of one."""
    return f"| {first} | " + " | ".join(f"{value:.4f}".removeprefix("0") for value in values) + " |"


def none(word: str, _: Analysis) -> str:
    """The word itself."""
    return word


def snowball() -> Stemmer:
    """Snowball's stems of both languages; acronyms, in capitals, stay as they are."""
    import snowballstemmer

    stems = {"id": snowballstemmer.stemmer("indonesian"), "en": snowballstemmer.stemmer("english")}
    return cache(lambda word, language: word if word.isupper() else stems[language].stemWord(word))


def sastrawi() -> Stemmer:
    """PySastrawi's stems of Indonesian words; of English ones there are none."""
    try:
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
    except ImportError:
        sys.exit("PySastrawi is compared too, and is not there: pip install PySastrawi")
    stem = StemmerFactory().create_stemmer().stem
    # It takes other signs for the ends of words, and words in capitals for ordinary ones.
    plain = re.compile(r"[a-z]+(-[a-z]+)?")
    return cache(lambda word, _: stem(word) if plain.fullmatch(word) else word)


def by_language(indonesian: Stemmer, english: Stemmer) -> Stemmer:
    """The stems of an analyser for each language."""
    return lambda word, language: (indonesian if language == "id" else english)(word, language)


@contextmanager
def analysed_by(stem: Stemmer) -> Iterator[None]:
    """Lets terms have an analyser's stems."""
    forget_terms()
    with patch.object(terms, "stem", stem):
        yield
    forget_terms()


def forget_terms() -> None:
    """Lets words be read anew that are remembered as they were read before."""
    terms._reader.cache_clear()
    terms._pattern.cache_clear()


def align(folder: Path, data: Path) -> None:
    """Aligns the words of all parallel text once, and writes what was found in each direction."""
    from eflomal import Aligner

    sources, *sides = zip(*pairs(data, Counter()), strict=True)
    texts = [[" ".join(words) + "\n" for words in side] for side in sides]
    folder.mkdir(parents=True, exist_ok=True)
    Aligner().align(
        *texts, links_filename_fwd=str(folder / FORWARD), links_filename_rev=str(folder / REVERSE)
    )
    lines = (f"{source}\t{own.strip()}\t{other}" for source, own, other in zip(sources, *texts, strict=True))
    (folder / PAIRS).write_text("".join(lines), encoding="utf-8")


def links(folder: Path, data: Path, kept: Kept) -> Links:
    """What `train.links.linked` gives, but of one alignment, and of those links that are kept."""
    if not (folder / PAIRS).exists():
        align(folder, data)
    found: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    files = [(folder / name).open(encoding="utf-8") for name in (PAIRS, FORWARD, REVERSE)]
    for pair, forward, reverse in zip(*files, strict=True):
        source, *sides = pair.rstrip("\n").split("\t")
        own, other = map(str.split, sides)
        for link in kept(set(forward.split()), set(reverse.split())):
            at, _, to = link.partition("-")
            found[sys.intern(own[int(at)])][sys.intern(other[int(to)])] += WEIGHTS.get(source, 1.0)
    for file in files:
        file.close()
    return {word: dict(row) for word, row in found.items()}


def made(links: Links, stem: Stemmer, *, glossary: bool = True, abbreviations: bool = False) -> Lexicon:
    """The lexicon of links as `train.lexicon` makes it, of an analyser's stems.

    Args:
        links: of Indonesian words.
        stem: gives stems.
        glossary: whether words are translated by it.
        abbreviations: whether those are translated that the words of their meaning follow.
    """
    return lexicon_of(
        {word: dict(row) for word, row in links.items()},
        stem,
        Counter(),
        glossary=glossary,
        abbreviations=abbreviations,
        completed=lambda side, language: with_stems(side, partial(stem, language=language)),
    )


def with_stems(links: Links, stem: Callable[[str], str]) -> Links:
    """The links, and those of stems that are no words: what has no links is translated as its stem is."""
    of_stems: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word, row in links.items():
        if (root := stem(word)) not in links:
            for translation, weight in row.items():
                of_stems[root][translation] += weight
    return links | of_stems


def collection(corpus: Path, sets: Mapping[str, JudgedSet]) -> Collection:
    """Sets of questions over one corpus: the articles that answer, and the first of the others."""
    answering = {name for one in sets.values() for of_one in one.judgements.values() for name in of_one}
    [file] = find_files([str(corpus)]).files
    articles = [one for one in read_file(file) if isinstance(one, Article)]
    articles.sort(key=lambda one: one.record_id not in answering)
    encoder = open_encoder()
    passages = [one for article in articles[:MOST_ARTICLES] for one in cut(article, encoder)]
    return Collection(passages, dict(sets))


def cut(article: Article, encoder: Encoder) -> Iterator[Passage]:
    """The passages of an article, as long as a model takes them."""
    spans, budget = encoder.token_spans, encoder.passage_tokens
    passages = cut_passages(article, spans, budget=budget)
    for text, passage in zip(contexts(article, passages, spans, budget=budget), passages, strict=True):
        read = Context.of(text, len(passage.text), article.language)
        name = article.record_id or article.id
        yield Passage(name, text, article.language, read.sentences, read.begin)


def read(collection: Collection) -> Read:
    """The terms of passages and questions."""
    off = Preferences(time="off")
    return Read(
        collection,
        [spanned_terms(one.text, one.language) for one in collection.passages],
        {
            name: {asked: understand(text, Filters(), off) for asked, text in one.questions.items()}
            for name, one in collection.sets.items()
        },
    )


def measured(read: Read, lexicon: Lexicon) -> dict[str, NDArray[np.float64]]:
    """Of each set, the nDCG@10 of its questions with a lexicon."""
    with (
        tempfile.TemporaryDirectory() as temporary,
        patch.object(Lexicon, "bundled", lambda: lexicon),
    ):
        reader = written(Path(temporary), read, lexicon)
        vocabulary = Vocabulary(reader.postings, lambda _: [])
        articles = [passage.article for passage in read.collection.passages]
        found = {}
        for name, questions in read.asked.items():
            rankings = {
                asked: ranking(reader, articles, mixed(question, vocabulary))
                for asked, question in questions.items()
            }
            judgements = read.collection.sets[name].judgements
            found[name] = by_question(judgements, rankings)[:, MEASURES.index("nDCG@10")]
    return found


def written(folder: Path, read: Read, lexicon: Lexicon) -> SimpleNamespace:
    """What of an index the lexical leg reads: its postings and places, made in a folder."""
    postings = PostingsWriter(folder, lexicon)
    with PlacesWriter(folder) as places:
        for passage, spanned in zip(read.collection.passages, read.terms, strict=True):
            title, *sentences = parted(spanned, [start for start, _ in passage.sentences])
            postings.add(title, sentences, passage.language)
            places.add(passage.sentences, spanned, passage.begin)
    postings.finish()
    return SimpleNamespace(postings=Postings.open(folder), places=Places.open(folder))


def ranking(reader: SimpleNamespace, articles: Sequence[str], asked: ParsedQuestion) -> list[str]:
    """The articles that the lexical leg finds, best first.

    Args:
        reader: what the leg reads.
        articles: of each passage.
        asked: the question.
    """
    scores = reader.postings.scores(asked.terms)
    rows = top(scores, DEPTH)
    found = lexical_scores(reader, asked, rows, scores)
    return list(dict.fromkeys(articles[row] for row in rows[np.argsort(-found, kind="stable")]))


if __name__ == "__main__":
    main()
