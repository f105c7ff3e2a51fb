"""The steps that adapt a question to what the index holds, in the order in which `Ranker` takes them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from index.records import OTHER_LANGUAGE, UNKNOWN_DAY, date_to_day
from index.search.article_addresses import articles_at
from index.spelling.suggestions import as_asked, corrected, suggest
from index.spelling.vocabulary import RARE
from index.text.language import detect_language
from index.text.spans import covered, overlaps, without
from index.text.stems import listed
from index.text.terms import SpannedTerm, spanned_terms
from index.times.words import spoken_of
from index.understanding.amounts import amounts
from index.understanding.chat import spelt_out
from index.understanding.phrasing import question_terms, tidied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.question import Suggestion, TimeExpression
    from index.records import Language, Span
    from index.snapshot.catalog import Catalog
    from index.spelling.frequencies import WordFrequencies
    from index.spelling.vocabulary import Vocabulary
    from index.text.terms import Term
    from index.understanding.parsed_question import ParsedQuestion

OPENING = 200
"""Characters of an article without a title that are searched for in place of its title."""
LONGEST_KEYWORDS = 9
"""Words of keywords; headlines with an amount mostly have more."""


def resolve_address(asked: ParsedQuestion, catalog: Catalog) -> ParsedQuestion:
    """Search for the title of the article at an address, where the question is nothing but that address."""
    found = articles_at(catalog, asked.address) if asked.address else ()
    if not found:
        return asked
    article = catalog.article_at(found[0])
    titled = with_text(asked, article.title or article.body[:OPENING])
    return replace(titled, at_address=found, times=(), coming=(), ambiguous_times=(), time_use="off")


def prefer_newest_for_coming_times(asked: ParsedQuestion) -> ParsedQuestion:
    """Prefer the newest articles where the question names a coming time that counts from today.

    Its words stay search terms: articles write `besok` and `tahun depan` about what they expect.
    """
    relative = [time for time in asked.coming if time.relative and time not in asked.times]
    if not asked.is_request or _without_times(asked, relative) is asked:
        return asked
    return replace(asked, wants_news=True)


def drop_time_words(asked: ParsedQuestion) -> ParsedQuestion:
    """Drop the words of the times that articles are of: an article of May 2024 or of today need not say so.

    A year alone stays. Nothing is dropped where the question has no other words.
    """
    time_terms, dates = spoken_of(asked.publication_times, asked.language)
    left = _without_times(asked, asked.publication_times)
    if left is asked:
        return asked if asked.topicless else replace(asked, dates=dates)
    return replace(left, time_terms=time_terms, dates=dates)


def drop_relative_times(asked: ParsedQuestion, newest: int) -> ParsedQuestion:
    """Drop the words of times that count from today (`tahun ini`), where no article is of the named times.

    Such a time is another one in every text, so that its words do not show that a text is about it. Where
    the time is later than all articles, the newest come nearest. Two cases keep the words: headlines and
    sentences, which these words help to find (bench/CHOICES.md), and an index in which no article has a date.
    Other times stay search terms; day and month of a date are matched together.

    Args:
        asked: the question.
        newest: day of the newest article, in days since 1970-01-01; `UNKNOWN_DAY` where none has one.
    """
    if asked.topicless or not asked.publication_times:
        return asked
    relative = [time for time in asked.publication_times if time.relative and time not in asked.coming]
    left = _without_times(asked, relative)
    # `is_request` of the question with its times: what is left of a sentence may be brief.
    if left is not asked and asked.is_request and newest != UNKNOWN_DAY:
        after = any(time.since and date_to_day(time.since) > newest for time in relative)
        asked = replace(left, wants_news=asked.wants_news or after)
    return replace(asked, dates=spoken_of(asked.publication_times, asked.language)[1])


def _without_times(asked: ParsedQuestion, times: Sequence[TimeExpression]) -> ParsedQuestion:
    """Return the question without the words of some times; the same object where it has no other words."""
    if asked.topicless or not times:
        return asked
    text = tidied(without(asked.text, time_spans(asked.text, times)))
    terms = question_terms(text, asked.terms_language, asking=asked.asks)
    if not terms:
        return asked
    plain = without(asked.plain, ((time.start, time.end) for time in times))
    return replace(asked, text=text, plain=plain, spanned_terms=terms)


def time_spans(text: str, times: Iterable[TimeExpression]) -> list[Span]:
    """Return the spans of times in the text of a question: one for each time whose words stand there."""
    spans: list[Span] = []
    for time in times:
        # What was shortened in the question is spelt out in its text.
        ways = {r"\s+".join(map(re.escape, way.split())) for way in (time.text, spelt_out(time.text))}
        found = re.finditer(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", text)
        taken = covered(spans)
        free = (match.span() for match in found if not overlaps(match.span(), taken))
        spans += islice(free, 1)
    return spans


def read_foreign_words(asked: ParsedQuestion, frequencies: WordFrequencies) -> ParsedQuestion:
    """Read words of the other language as such: `penyebab` in `penyebab haze in Riau`.

    A word is foreign if the index holds it in the other language and not in the question's. Each passage is
    analysed in its own language, where all forms of a word share one stem.

    A question in no language is read in both. A reading of a word that no passage holds is then dropped
    where another reading is held: `Hongkong` is also `Hong Kong`.
    """
    own = asked.spanned_terms
    held = covered(span for term, span in own if frequencies.occurs(term))
    if asked.terms_language == "und":
        kept = [read for read in own if frequencies.occurs(read.term) or not overlaps(read.span, held)]
        return replace(asked, spanned_terms=tuple(kept))
    unheld = covered(asked.spans) - held
    if not unheld:
        return asked
    others = spanned_terms(asked.text, OTHER_LANGUAGE[asked.language])
    foreign_spans = {
        span
        for term, span in others
        if frequencies.occurs(term) and not _belongs_to(asked.language, term)
        # `gado-gado` is two words in English.
        if not overlaps(span, held) and overlaps(span, unheld)
    }
    taken = covered(foreign_spans)
    foreign = [read for read in others if read.span in foreign_spans]
    kept = [read for read in own if not overlaps(read.span, taken)]
    return replace(
        asked,
        spanned_terms=tuple(sorted(kept + foreign, key=lambda read: read.span)),
        foreign=frozenset(term.stem for term, _ in foreign),
    )


def _belongs_to(language: Language, term: Term) -> bool:
    """Whether a term read in the other language is a word of this one: `belong` is no form of `long`."""
    known = term.word in listed(language) and term.word not in listed(OTHER_LANGUAGE[language])
    return known and term.stem != term.word


def add_other_notation(asked: ParsedQuestion, frequencies: WordFrequencies) -> ParsedQuestion:
    """Add the terms of amounts in their other notation, figures or words: `760.000` and `760 ribu`.

    Only terms that passages hold are added, and words only to figures that hardly any passage holds, because
    `20` and `ribu` stand apart in many. All terms of an amount get the span of the whole, which makes them
    one demand, like an abbreviation and its words. Headlines and pasted text already have their amounts as
    their article has them.
    """
    if not asked.asks and len(asked.text.split()) > LONGEST_KEYWORDS:
        return asked
    terms = list(asked.spanned_terms)
    added = set()
    for span, figures, other, in_words in amounts(asked.text, asked.language):
        within = [at for at, (_, (start, end)) in enumerate(terms) if span[0] <= start and end <= span[1]]
        is_usual = not in_words and frequencies.document_frequency(figures) > RARE
        if within and not is_usual and all(map(frequencies.occurs, other)):
            for at in within:
                terms[at] = terms[at]._replace(span=span)
            after = within[-1] + 1
            terms[after:after] = [SpannedTerm(term, span) for term in other]
            added.add(figures)
    return replace(asked, spanned_terms=tuple(terms), amounts=frozenset(added)) if added else asked


def correct_spelling(
    asked: ParsedQuestion, vocabulary: Vocabulary, read: Callable[[str], ParsedQuestion]
) -> ParsedQuestion:
    """Read the question again with the probable words in place of misspelt ones, if any are sure.

    A word may be misspelt if hardly any passage holds it. Mean nDCG@10 of seven sets, fused: with one typo in
    a question .897 as it is and .924 corrected; without any typo, .927 and .928 with the real words that are
    replaced by mistake (bench/README.md).

    Args:
        asked: the question.
        vocabulary: that of the index.
        read: takes all steps above, from the corrected question on.
    """
    suggestions = suggest(asked.plain, vocabulary, asked.language)
    if not any(suggestion.sure for suggestion in suggestions):
        return replace(asked, suggestions=suggestions) if suggestions else asked
    meant = read(corrected(asked.question, suggestions))
    return replace(
        meant,
        question=asked.question,
        plain=asked.plain,
        framing=tuple(as_asked(span, suggestions) for span in meant.framing),
        times=_times_as_asked(meant.times, suggestions),
        coming=_times_as_asked(meant.coming, suggestions),
        suggestions=suggestions,
    )


def _times_as_asked(
    times: Iterable[TimeExpression], suggestions: Sequence[Suggestion]
) -> tuple[TimeExpression, ...]:
    """Return times of a corrected question with their spans in the question as asked."""
    spans = ((time, as_asked((time.start, time.end), suggestions)) for time in times)
    return tuple(replace(time, start=start, end=end) for time, (start, end) in spans)


def with_text(asked: ParsedQuestion, text: str) -> ParsedQuestion:
    """Return the question with another text to search for."""
    language = detect_language(text)
    terms = question_terms(text, language, asking=asked.asks)
    return replace(
        asked,
        text=text,
        language=language,
        terms_language=language,
        spanned_terms=terms,
        foreign=frozenset(),
        amounts=frozenset(),
    )
