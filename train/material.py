"""The training material: parallel text, questions and headlines with their passages, and contexts."""

from __future__ import annotations

import json
import lzma
import random
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from train import contexts, examples
from train.parallel import Pair, is_near_copy, judged_shingles, read_clean, shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from train.command import Config
    from train.examples import Article


@dataclass(frozen=True, slots=True)
class Material:
    """One round of each kind of training example."""

    translations: Sequence[examples.Translation]
    answered: Sequence[examples.Answered]
    contexts: Sequence[contexts.Context]
    news: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """News file -> number of articles kept, and of those left out by reason, see `open_articles`."""


def note_cleaning(run: Path, what: str, counts: Mapping[str, object]) -> None:
    """Write what was dropped of one kind of text into `cleaning.json` of the run, and print it."""
    path = run / "cleaning.json"
    noted = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(noted | {what: counts}, indent=1) + "\n", encoding="utf-8")
    print(f"cleaning of {what}:", json.dumps(counts), flush=True)


def clean_pairs(data: Path, run: Path) -> list[Pair]:
    """Return the clean parallel text, cleaned once in a run; `cleaning.json` counts what was dropped."""
    kept = run / "pairs.jsonl.xz"
    if not kept.exists():
        log: Counter[str] = Counter()
        pairs = read_clean(data, log)
        note_cleaning(run, "parallel", log)
        with lzma.open(kept.with_suffix(".partial"), "wt", preset=0) as lines:
            lines.writelines(json.dumps(asdict(pair)) + "\n" for pair in pairs)
        kept.with_suffix(".partial").rename(kept)
    with lzma.open(kept, "rt") as lines:
        return [Pair(**json.loads(line)) for line in lines]


def material(data: Path, pairs: list[Pair], config: Config) -> Material:
    """Return one round of translations, of questions and headlines with their passages, and of contexts."""
    chance = random.Random(3)
    weights = config["weights"]["prose"] | config["weights"]["software"]
    capped = {source: min(1.0, weight) for source, weight in weights.items()}
    # Paragraphs of news and of sources without a weight are taken twice, cut at different places.
    again = {source: float(weight > 1) for source, weight in weights.items()}
    translations = examples.sentences(pairs, weights, chance)
    translations += examples.paragraphs(pairs, capped, chance) + examples.paragraphs(pairs, again, chance)
    log: dict[str, Counter[str]] = {}
    news = open_news(data, [*config["answers"]["files"], *config["contexts"]["files"]], config, log)
    answered = answered_examples(data, config["answers"], news, chance)
    found = contexts.parallel_contexts(pairs, weights, config["contexts"]["unordered"], chance)
    for name in config["contexts"]["files"]:
        found += contexts.news_contexts(news[name], config["contexts"]["most"], chance)
    return Material(translations, answered, found, log)


def open_news(
    data: Path, names: Iterable[str], config: Config, log: dict[str, Counter[str]]
) -> dict[str, list[Article]]:
    """Return the articles of news files that training may see, by file; `log` counts, see `open_articles`.

    The shingles of judged text are computed again each time. This takes half a minute, but they would hold
    400 MB while the model learns.
    """
    excluded = set[str]().union(
        *(examples.questions(data / "eval" / name) for name in config["answers"]["not_from"])
    )
    judged = judged_shingles(data / "eval")
    news = {}
    for name in dict.fromkeys(names):
        log[name] = Counter()
        every = examples.articles(data / "news" / f"{name}.jsonl.xz")
        news[name] = open_articles(every, excluded, judged, log[name])
    return news


def open_articles(
    every: Iterable[Article], excluded: set[str], judged: set[int], log: Counter[str]
) -> list[Article]:
    """Return articles that no judged set asks for, and whose text is in none, not even as a wrong answer.

    An article without text gets an empty one.

    Args:
        every: all articles of a file.
        excluded: headlines that judged sets ask for, in lower case.
        judged: shingles of judged text.
        log: counts articles that are `kept`, and those left out: `judged headline`, else `judged`, a near
            copy of judged text.
    """
    kept = []
    for article in every:
        text = article.get("text") or ""
        if (article.get("title") or "").strip().lower() in excluded:
            log["judged headline"] += 1
        elif is_near_copy(shingles(text), judged):
            log["judged"] += 1
        else:
            log["kept"] += 1
            kept.append({**article, "text": text})
    return kept


def answered_examples(
    data: Path, config: Config, news: Mapping[str, Sequence[Article]], chance: random.Random
) -> list[examples.Answered]:
    """Return real questions with their passages, and headlines of news with their articles."""
    answered: list[examples.Answered] = []
    for name in config["judged"]:
        folder = data / "eval" / name
        answered += list(examples.judged_questions(folder, config["held_out"])) * config["repeat_judged"]
    for name in config["files"]:
        found = list(examples.headlines(news[name]))
        answered += chance.sample(found, min(len(found), config["headlines"]))
    return answered
