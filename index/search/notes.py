"""Notes: what the asker should know about an answer, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.question import Filters
from index.records import UNKNOWN_DAY, day_to_date
from index.search.adapting import time_spans
from index.search.exclusion_notes import missing_of_itself, of_contradiction, of_exclusion, without_excluding
from index.search.leg_scores import sure_translations
from index.search.note_wording import Note, figure, noted, quoted, quoted_words, rounded_down, worded
from index.search.time_notes import of_another_time, of_coming, of_last_first, of_no_time, passing
from index.search.topic import subject_terms
from index.spelling.suggestions import corrected
from index.text.normalised import bare
from index.text.spans import covered
from index.text.stems import is_ordinary
from index.text.wording import holds
from index.understanding.chat import spelt_out
from index.understanding.operators import OR, option
from index.understanding.phrasing import is_long, is_prose
from index.understanding.syntax import MOST_SYNTAX_WORDS, is_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import Language, Span
    from index.search.reader import IndexReader
    from index.search.retrieval import Query, Ranking
    from index.text.terms import SpannedTerm
    from index.understanding.parsed_question import ParsedQuestion


def note(reader: IndexReader, query: Query, ranking: Ranking, best: int | None) -> Note | None:
    """Return the most important note on how a question was understood; None where all is plain.

    Args:
        reader: the index.
        query: the question as it was answered.
        ranking: what was found for it.
        best: the passage of the first hit; None without hits.
    """
    asked, language = query.asked, query.asked.language
    if sole := _of_no_article(reader, asked) or _of_address(reader, asked):
        return sole
    demanded = " ".join(_demands(query, ranking))
    if asked.aim == "nothing" and not asked.ambiguous_times:
        return noted(language, "nothing_asked").after(demanded)
    if asked.aim == "browse" and ranking.groups and not asked.ambiguous_times:
        return noted(language, "no_word", "latest_passing").after(demanded)
    if demanded:
        return Note(demanded)
    if asked.ambiguous_times:
        return noted(language, "maybe_no_time", time=asked.ambiguous_times[0])
    if query.conceded.elsewhen:
        return noted(language, "not_of_question", "nearest", passing=passing(asked))
    if asked.topicless:
        browsed = _of_no_topic(asked)
        undated = noted(language, "undated")
        return undated.after(browsed.sentences) if _are_undated(reader, asked) else browsed
    # Who pastes a post or prose expects no syntax.
    pasted = asked.pasted and not (is_long(asked.question) or is_prose(asked.question))
    subject = without_excluding(asked, _without_coming(asked, _typed(asked, subject_terms(asked))))
    return (
        _of_words(reader, asked, subject)
        or (noted(language, "pasted", words=MOST_SYNTAX_WORDS) if pasted else None)
        or of_another_time(reader, asked, subject, best)
        or of_coming(reader, asked, subject)
        or _of_the_rest(reader, asked, subject)
        or of_last_first(asked)
        or (noted(language, "or_phrases") if OR in asked.operators else None)
        or of_exclusion(reader, asked, subject)
    )


def not_relevant(language: Language, other: Note | None, least: float, best: float) -> Note:
    """Return the note to an answer without a hit of the least relevance, after the other note if any.

    Args:
        language: of the question.
        other: the note to the same answer with its hits; the part about these is left out.
        least: the threshold.
        best: the relevance of the best hit.
    """
    asked_for = f"{least:.10g}"
    places = max(2, len(asked_for.partition(".")[2]))
    has = rounded_down(best, places)  # or it could look like enough
    reached = worded(
        language,
        "not_relevant",
        least=figure(language, asked_for),
        best=figure(language, has),
    )
    return Note(f"{other.sentences} {reached}" if other else reached)


def _demands(query: Query, ranking: Ranking) -> Iterator[str]:
    """Yield what became of phrases, exclusions and operators that were not applied or left nothing."""
    asked, conceded, stopped_after = query.asked, query.conceded, ranking.stopped_after
    language = asked.language
    if missing := missing_of_itself(asked, conceded.missing):
        yield worded(language, "missing", phrases=quoted(language, missing, "or"))
    if conceded.apart:
        yield worded(language, "apart", phrases=quoted(language, conceded.apart, "and"))
    if conceded.beside:
        yield worded(language, "beside", phrases=quoted(language, conceded.beside, "and"))
    if stopped_after is not None:
        read = figure(language, f"{stopped_after:,}")
        if asked.phrases:
            phrases = quoted(language, asked.phrases, "and")
            yield worded(language, "stopped_holding", count=read, phrases=phrases)
        else:
            yield worded(language, "stopped_excluding", count=read)
    if both := of_contradiction(asked):
        yield both
    elif asked.excluded and asked.aim != "nothing" and not ranking.groups and stopped_after is None:
        yield worded(language, "all_excluded", phrases=quoted(language, asked.excluded, "or"))
    for operator in (operator for operator in asked.operators if operator != OR):
        if instead := option(operator):
            yield worded(language, "operator_as_option", operator=operator, option=instead)
        else:
            yield worded(language, "operator", operator=operator)


def _of_address(reader: IndexReader, asked: ParsedQuestion) -> Note | None:
    """Return what was found at the address that is all of a question."""
    if asked.address is None:
        return None
    if not asked.at_address:
        return noted(asked.language, "not_there", "nearest" if asked.terms else None)
    there = np.isin(reader.columns.articles, asked.at_address)
    passes = reader.columns.passing(there, asked.filters).any()
    return noted(asked.language, "at_address" if passes else "not_passing")


def _of_no_article(reader: IndexReader, asked: ParsedQuestion) -> Note | None:
    """Return why no article may answer; None where some may."""
    mask = reader.columns.mask(asked.filters)
    if mask is not None and not mask.any():
        return Note(" ".join(_failing(reader, asked)) or worded(asked.language, "not_together"))
    return of_no_time(reader, asked)


def _failing(reader: IndexReader, asked: ParsedQuestion) -> Iterator[str]:
    """Yield the filters that no article passes, each alone."""
    language, filters = asked.language, asked.filters
    since, until = filters.since, filters.until

    def fails(alone: Filters) -> bool:
        mask = reader.columns.mask(alone)
        return mask is not None and not mask.any()

    unknown = [name for name in sorted(filters.sources) if fails(Filters(sources=frozenset({name})))]
    if unknown:
        yield worded(language, "no_source", sources=quoted(language, unknown, "or"))
    if fails(Filters(languages=filters.languages)):
        named = quoted(language, sorted(filters.languages), "or")
        yield worded(language, "no_language", languages=named)
    if since and fails(Filters(since=since)):
        yield worded(language, "none_since", since=since, end=_end(reader, language, newest=True))
    elif until and fails(Filters(until=until)):
        yield worded(language, "none_until", until=until, end=_end(reader, language, newest=False))
    elif since and until and fails(Filters(since=since, until=until)):
        yield worded(language, "none_between", since=since, until=until)


def _end(reader: IndexReader, language: Language, *, newest: bool) -> str:
    """Return the wording of the newest or the oldest day of all articles."""
    days = reader.columns.days
    dated = days[days != UNKNOWN_DAY]
    if not len(dated):
        return worded(language, "no_day")
    day = day_to_date(int(dated.max() if newest else dated.min()))
    return worded(language, "newest" if newest else "oldest", day=day)


def _of_no_topic(asked: ParsedQuestion) -> Note:
    language = asked.language
    if asked.time_use == "filter":
        return noted(language, "only_time", "of_that_time")
    if asked.coming and not asked.times:
        named = quoted(language, (time.text for time in asked.coming), "and")
        return noted(language, "only_coming", "latest_articles", times=named)
    if not asked.times:
        return noted(language, "only_news", "latest_articles")
    of_time = noted(language, "not_of_time", "latest", passing=passing(asked))
    return of_time.after(worded(language, "only_time"))


def _are_undated(reader: IndexReader, asked: ParsedQuestion) -> bool:
    """Whether no article that passes the filters has a date."""
    return not reader.columns.passing(reader.columns.days != UNKNOWN_DAY, asked.filters).any()


def _typed(asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> list[SpannedTerm]:
    """Return the terms of a subject without words that nobody typed, as the `III` of `kuartal III` for `Q3`.

    Corrected words count as typed, since the answer shows them, and so does what is short for a word in chat.
    """
    meant = corrected(asked.question, asked.suggestions)
    typed = " ".join(f"{asked.question} {meant} {spelt_out(meant)}".lower().split())
    return [term for term in subject if asked.text[slice(*term.span)].lower() in typed]


def _without_coming(asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> list[SpannedTerm]:
    """Return the terms of a subject without the words of coming times, which are no topic."""
    coming = covered(time_spans(asked.text, asked.coming))
    return [term for term in subject if term.span[0] not in coming]


def _of_words(reader: IndexReader, asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> Note | None:
    """Return a note where the question has words that name a subject, and no passage holds any."""
    if not subject or any(_is_held(reader, asked, spanned) for spanned in subject):
        return None
    return noted(asked.language, "no_words", "nearest", words=quoted_words(asked, subject))


def _of_the_rest(reader: IndexReader, asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> Note | None:
    """Return which words of a short question no passage holds, where passages hold others."""
    if not (is_short(asked.text) and asked.is_request):
        return None
    held = {spanned.span for spanned in subject if _is_held(reader, asked, spanned)}
    unheld = [term for term in subject if term.span not in held and _is_needed(asked, term.span)]
    if not unheld:
        return None
    return noted(asked.language, "no_words", "rest", words=quoted_words(asked, unheld))


def _is_held(reader: IndexReader, asked: ParsedQuestion, spanned: SpannedTerm) -> bool:
    """Whether passages hold a term or all its sure translations: `kepala` and `sekolah` of `headmaster`.

    They hold the words of phrases, though maybe in a term of another stem: `"laba"` in `laba-laba`.
    """
    term, span = spanned
    frequency = reader.postings.document_frequency
    if frequency(term.stem) or any(holds(phrase, asked.text[slice(*span)]) for phrase in asked.phrases):
        return True
    sure = sure_translations(asked, term)
    return bool(sure) and all(frequency(stem) for stem, _ in sure)


def _is_needed(asked: ParsedQuestion, span: Span) -> bool:
    """Whether an answer must have a word: times, and a question's ordinary words, may be worded otherwise."""
    word = asked.text[slice(*span)]
    if not any(map(str.isalpha, word)) or any(word in time.text.split() for time in asked.times):
        return False
    return not asked.asks or not is_ordinary(bare(word))
