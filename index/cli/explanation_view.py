"""The output of `cari search --explain`: the fusion, the parts of each score, and what was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.cli.output import print_wrapped, probability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from index.answer import Answer, Cut, Hit, Leg, Match, RankingExplanation

STYLE = "cyan"
ASKED_AS = {
    "asks": "because the question is in words",
    "states": "because the question is keywords or a statement",
    "news": "both divided by 100, because the question asks for news alone",
}
"""Why the legs have these shares."""


def print_fusion(console: Console, explanation: RankingExplanation) -> None:
    """Print the shares of the legs, and why they have them."""
    dense = round(100 * explanation.dense_share)
    shares = f"the dense leg counts {dense} %, the lexical {100 - dense} %"
    print_wrapped(console, f"Fusion: {shares}, {ASKED_AS[explanation.because]}.", STYLE)
    console.print()


def print_explanation(console: Console, hit: Hit, *, indent: int) -> None:
    """Print the parts of a hit's score, its matches, and why passages and outlets belong to it."""
    parts, z = hit.explanation, hit.explanation.standardised
    rows = [
        ("", "rank", "raw score", "z-score", "part"),
        ("dense", *_leg(hit.dense, "cosine"), f"{z.dense:+.3f}" if z else "", f"{parts.dense:+.3f}"),
        ("lexical", *_leg(hit.lexical, "BM25"), f"{z.lexical:+.3f}" if z else "", f"{parts.lexical:+.3f}"),
        ("period", "", "", "", f"{parts.period:+.3f}"),
        ("recency", "", "", "", f"{parts.recency:+.3f}"),
        ("language", "", "", "", f"{parts.language:+.3f}"),
        ("score", "", "", "", f"{hit.score:.3f}"),
    ]
    for name, rank, raw, standardised, part in rows:
        line = f"{name:<8}{rank:>5}{raw:>15}{standardised:>10}{part:>9}"
        console.print(" " * indent + line, style=STYLE, soft_wrap=True)
    shown: dict[str, str] = {}
    for match in hit.snippet.matches:
        shown.setdefault(_match(match).lower(), _match(match))
    matches = ", ".join(shown.values()) or "no word: found by meaning"
    for line in (f"matched {matches}", *_grouped(hit)):
        print_wrapped(console, line, STYLE, indent=indent)


def print_cut(console: Console, answer: Answer) -> None:
    """Print the articles that were left out, and why."""
    if answer.explanation is None or not answer.explanation.cut:
        return
    hits = {hit.article.id: number for number, hit in enumerate(answer.hits, start=1)}
    console.print("Cut; otherwise they would be among the hits:", style=STYLE)
    for cut in answer.explanation.cut:
        print_wrapped(console, f"{cut.title or cut.article_id}: {_reason(cut, hits)}", STYLE, indent=4)
    console.print()


def _leg(leg: Leg, unit: str) -> tuple[str, str]:
    """Return rank and score; without a matching word there is no rank in the lexical leg."""
    return ("–" if leg.rank is None else str(leg.rank)), f"{unit} {leg.score:.3f}"


def _match(match: Match) -> str:
    word = " ".join(match.word.split())
    if match.via == "phrase":
        return f'"{word}"'
    if match.via == "translation":
        return f"{word} ← {match.question_word} {match.probability:.2f}"
    return word if word.lower() == match.question_word else f"{word} ← {match.question_word}"


def _grouped(hit: Hit) -> Iterator[str]:
    """Yield why the passages and outlets belong to a hit."""
    grouped = hit.explanation.grouped
    passages = [f"{one.score:.3f}" for one in grouped if one.because == "same_article"]
    if passages:
        yield f"further passages: of the same article, with the scores {', '.join(passages)}"
    copies = (one for one in grouped if one.because == "same_story")
    outlets = [
        f"{outlet.source or outlet.origin} ({probability(one.likeness or 0)} alike, score {one.score:.3f})"
        for outlet, one in zip(hit.outlets, copies, strict=False)
    ]
    if outlets:
        yield f"outlets: near-copies of one story, {', '.join(outlets)}"


def _reason(cut: Cut, hits: dict[str, int]) -> str:
    """Return why an article was left out; hits are named by their number."""
    if cut.because == "diversity":
        return f"repeats hit {hits.get(cut.like or '', cut.like)}, cosine {cut.cosine or 0:.2f}"
    if cut.because == "relevance":
        return f"not relevant enough, {probability(cut.relevance or 0)}"
    if cut.because == "filter":
        return f"does not pass --{cut.demand}"
    said = {"phrase": "lacks", "excluded": "holds, or its title does,", "time": "is not of"}
    return f"{said[cut.because]} “{cut.demand}”"
