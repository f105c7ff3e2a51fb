"""Cari's public interface: build an index of articles, and search it."""

from index.answer import (
    Answer,
    ChosenBy,
    CutReason,
    Explanation,
    GroupReason,
    Hit,
    Leg,
    Match,
    MatchKind,
    ShareReason,
    Snippet,
)
from index.build import build, rebuild
from index.config import BuildConfig
from index.cores import usable_cores
from index.dense.encoder import Encoder, open_encoder
from index.errors import (
    BuildInProgress,
    CariError,
    DamagedSnapshot,
    EvaluationError,
    GoldenQuestionsLost,
    ModelError,
    NoSnapshot,
    NotFound,
    QueryError,
    ReadError,
    SnapshotError,
)
from index.question import (
    MOST_CHARACTERS,
    Collapse,
    Filters,
    Preferences,
    Recency,
    Suggestion,
    TimeExpression,
    TimeUse,
    Understanding,
)
from index.records import Article, KnownLanguage, Language, Passage, Problem
from index.rendering import answer_to_dict, article_to_dict
from index.report import Progress, Report
from index.search import MOST_HITS, Searcher
from index.snapshot.contents import Status, passed_over
from index.snapshot.pointer import read_pointer as current_generation

__all__ = [  # noqa: RUF022 - by name alone, constants among them
    "Answer",
    "Article",
    "BuildConfig",
    "BuildInProgress",
    "CariError",
    "ChosenBy",
    "Collapse",
    "CutReason",
    "DamagedSnapshot",
    "Encoder",
    "EvaluationError",
    "Explanation",
    "Filters",
    "GoldenQuestionsLost",
    "GroupReason",
    "Hit",
    "KnownLanguage",
    "Language",
    "Leg",
    "MOST_CHARACTERS",
    "MOST_HITS",
    "Match",
    "MatchKind",
    "ModelError",
    "NoSnapshot",
    "NotFound",
    "Passage",
    "Preferences",
    "Problem",
    "Progress",
    "QueryError",
    "ReadError",
    "Recency",
    "Report",
    "Searcher",
    "ShareReason",
    "SnapshotError",
    "Snippet",
    "Status",
    "Suggestion",
    "TimeExpression",
    "TimeUse",
    "Understanding",
    "answer_to_dict",
    "article_to_dict",
    "build",
    "current_generation",
    "open_encoder",
    "passed_over",
    "rebuild",
    "usable_cores",
]
