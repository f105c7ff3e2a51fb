"""What a question gives up, or has replaced, by what the index holds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from index.records import OTHER_LANGUAGE, UNKNOWN_DAY, date_to_day
from index.search.addresses import articles_at
from index.spelling.suggestions import as_asked, corrected, suggest
from index.text.language import detect_language
from index.text.spans import covered, without
from index.text.stems import listed
from index.text.terms import spanned_terms
from index.times.words import names_year, spoken_of
from index.understanding.chat import spelt_out
from index.understanding.phrasing import question_terms, tidied
from index.understanding.subject import subject_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.question import Preferences, Suggestion, TimeExpression
    from index.records import Language, Span
    from index.snapshot.catalog import Catalog
    from index.spelling.vocabulary import Vocabulary
    from index.text.terms import Term
    from index.understanding.parsed_question import ParsedQuestion

OPENING = 200
"""Characters of an article without a title that it is looked for by."""


def located(asked: ParsedQuestion, catalog: Catalog) -> ParsedQuestion:
    """The same where nothing but an address is asked for: by the title of the article that has it."""
    found = articles_at(catalog, asked.address) if asked.address else ()
    if not found:
        return asked
    article = catalog.articles(found[0], 1)[0]
    told = _reworded(asked, article.title or article.body[:OPENING])
    return replace(told, at_address=found, times=(), coming=(), ambiguous_times=(), time_use="off")


def untimed(asked: ParsedQuestion) -> ParsedQuestion:
    """The same without the words of its times: an article of May 2024 need not say so, nor one of today.

    A year alone stays. Nothing changes where nothing else is asked for.
    """
    time_terms, dates = spoken_of(asked.placed, asked.language)
    left = _without_words(asked, asked.placed)
    if left is asked:
        return asked if asked.topicless else replace(asked, dates=dates)
    return replace(left, time_terms=time_terms, dates=dates)


def awaiting(asked: ParsedQuestion) -> ParsedQuestion:
    """The same, with the newest preferred where it asks of a time that has not come and counts from today.

    Its words are looked for: articles say `besok` and `tahun depan` of what they expect.
    """
    relative = [one for one in asked.coming if one.relative and one not in asked.times]
    if not asked.is_request or _without_words(asked, relative) is asked:
        return asked
    return replace(asked, wants_news=True)


def dated(asked: ParsedQuestion, newest: int) -> ParsedQuestion:
    """The same where no article is of its times: these are looked for as words, but for `tahun ini`.

    What counts from today is another time in every text: of it, none is told by its words, and where it is
    after all articles, the newest come nearest. But headlines and sentences are told from others by them
    (bench/CHOICES.md), and so are all texts where none has a date. Days and months of a date stand together.

    Args:
        asked: the question.
        newest: day of the newest article, in days since 1970-01-01; `UNKNOWN_DAY` where none has one.
    """
    if asked.topicless or not asked.placed:
        return asked
    relative = [one for one in asked.placed if one.relative and one not in asked.coming]
    left = _without_words(asked, relative)
    # Measured with its times: what is left of a sentence may be brief.
    if left is not asked and asked.is_request and newest != UNKNOWN_DAY:
        after = any(one.since and date_to_day(one.since) > newest for one in relative)
        asked = replace(left, wants_news=asked.wants_news or after)
    return replace(asked, dates=spoken_of(asked.placed, asked.language)[1])


def _without_words(asked: ParsedQuestion, times: Sequence[TimeExpression]) -> ParsedQuestion:
    """The same without the words of some of its times; itself where nothing else is asked for."""
    if asked.topicless or not times:
        return asked
    text = tidied(without(asked.text, time_places(asked.text, times)))
    terms, places = question_terms(text, asked.language, asking=asked.asks)
    if not terms:
        return asked
    plain = without(asked.plain, ((one.start, one.end) for one in times))
    return replace(asked, text=text, plain=plain, terms=terms, places=places)


def time_places(text: str, times: Iterable[TimeExpression]) -> list[Span]:
    """Gives where the words of times of a question stand in its text, each once, if they do."""
    places: list[Span] = []
    for one in times:
        # What was shortened in the question is spelt out in its text.
        ways = {r"\s+".join(map(re.escape, way.split())) for way in (one.text, spelt_out(one.text))}
        found = re.finditer(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", text)
        taken = covered(places)
        free = (match.span() for match in found if taken.isdisjoint(range(*match.span())))
        places += islice(free, 1)
    return places


def mixed(asked: ParsedQuestion, vocabulary: Vocabulary) -> ParsedQuestion:
    """The same, where words of the other language are read as such: `penyebab` of `penyebab haze in Riau`.

    Those are words of which the index has nothing as of the question's language, and something as of the
    other: passages are read by their own, in which all forms of a word are one stem.

    Of a question in no language, which is read as both, a word that is held in one of them is not also
    looked for as the other has it, unless passages hold that too: `Hongkong`, which is `Hong Kong`.
    """
    own = list(zip(asked.terms, asked.places, strict=True))
    held = covered(place for term, place in own if vocabulary.holds(term))
    lost = covered(asked.places) - held
    if asked.language == "und":
        told = [one for one in own if vocabulary.holds(one[0]) or held.isdisjoint(range(*one[1]))]
        terms, places = zip(*told, strict=True) if told else ((), ())
        return replace(asked, terms=terms, places=places)
    if not lost:
        return asked
    other = OTHER_LANGUAGE[asked.language]
    read = [(term, (start, end)) for term, start, end in spanned_terms(asked.text, other)]
    foreign = {
        place
        for term, place in read
        if vocabulary.holds(term) and not _is_of(asked.language, term)
        # `gado-gado` is two words in English.
        if held.isdisjoint(range(*place)) and not lost.isdisjoint(range(*place))
    }
    taken = covered(foreign)
    told = [one for one in read if one[1] in foreign]
    kept = [one for one in own if taken.isdisjoint(range(*one[1]))]
    terms, places = zip(*sorted(kept + told, key=lambda one: one[1]), strict=True)
    return replace(asked, terms=terms, places=places, foreign=frozenset(term.stem for term, _ in told))


def _is_of(language: Language, term: Term) -> bool:
    """Whether what was read as a word of the other language is one of this: `belong` is no form of `long`."""
    known = term.word in listed(language) and term.word not in listed(OTHER_LANGUAGE[language])
    return known and term.stem != term.word


def respelt(
    asked: ParsedQuestion, vocabulary: Vocabulary, read: Callable[[str], ParsedQuestion]
) -> ParsedQuestion:
    """The same, but read anew with what was probably meant instead of words that hardly any passage holds.

    Mean nDCG@10 of seven sets, fused: with one typo in a question .897 as it is, .924 respelt; without any,
    with the real words that are replaced by mistake, .927 and .928 (bench/README.md).

    Args:
        asked: the question.
        vocabulary: the index's.
        read: gives what another question says.
    """
    suggestions = suggest(asked.plain, vocabulary, asked.language)
    if not any(one.sure for one in suggestions):
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
    """Times of a corrected question, with their places in the question as it was asked."""
    places = ((one, as_asked((one.start, one.end), suggestions)) for one in times)
    return tuple(replace(one, start=start, end=end) for one, (start, end) in places)


def loosened(
    asked: ParsedQuestion, preferences: Preferences, nowhere: Sequence[str], vocabulary: Vocabulary
) -> ParsedQuestion | None:
    """The same for want of answers: without phrases, or with a time preferred that nobody made a filter.

    None where nothing is left to give up.

    Args:
        asked: the question, which no passage meets.
        preferences: of who asks.
        nowhere: those of its phrases that no passage holds. Where each is held, though not all together, all
            are given up, and so are words of theirs that nothing holds.
        vocabulary: the index's.
    """
    if nowhere:
        left = tuple(phrase for phrase in asked.phrases if phrase not in nowhere)
        looser = replace(asked, phrases=left, missing=(*asked.missing, *nowhere))
        return _without_unheld(looser, nowhere, vocabulary)
    if asked.phrases:
        return replace(asked, phrases=(), apart=asked.phrases)
    if asked.time_use != preferences.time and asked.time_use == "filter":
        # Of a year that is named, later articles may tell; to yesterday only the latest come near.
        recent = not any(names_year(one.text) for one in asked.times)
        return replace(asked, time_use=preferences.time, topicless=recent, elsewhen=not recent)
    return None


def _without_unheld(asked: ParsedQuestion, phrases: Sequence[str], vocabulary: Vocabulary) -> ParsedQuestion:
    """The same without the words of phrases that no passage holds, if others are left."""
    text = asked.text
    for word in {word for phrase in phrases for word in phrase.split() if not vocabulary.held(word)}:
        if subject_words(word):
            # A part of `zorblax-banjir` is no word of its own.
            text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", text)
    text = tidied(text)
    if text == asked.text or not subject_words(text):
        return asked
    return mixed(_reworded(asked, text), vocabulary)


def _reworded(asked: ParsedQuestion, text: str) -> ParsedQuestion:
    """The same, but looking for a text in which other words stand."""
    language = detect_language(text)
    terms, places = question_terms(text, language, asking=asked.asks)
    return replace(asked, text=text, language=language, terms=terms, places=places, foreign=frozenset())
