"""Cari's public face: build an index of articles, and search it."""

from index.answers import answer_to_dict, article_to_dict
from index.build import build, rebuild
from index.config import BuildConfig
from index.dense.encoder import Encoder, open_encoder
from index.errors import (
    BuildInProgress,
    CariError,
    DamagedSnapshot,
    EvaluationError,
    ModelError,
    NoSnapshot,
    NotFound,
    QueryError,
    ReadError,
    SnapshotError,
)
from index.records import Answer, Article, Filters, Hit, Leg, Passage, Problem
from index.report import Progress, Report
from index.search import Searcher, current_generation
from index.snapshot.contents import Status

__all__ = [
    "Answer",
    "Article",
    "BuildConfig",
    "BuildInProgress",
    "CariError",
    "DamagedSnapshot",
    "Encoder",
    "EvaluationError",
    "Filters",
    "Hit",
    "Leg",
    "ModelError",
    "NoSnapshot",
    "NotFound",
    "Passage",
    "Problem",
    "Progress",
    "QueryError",
    "ReadError",
    "Report",
    "Searcher",
    "SnapshotError",
    "Status",
    "answer_to_dict",
    "article_to_dict",
    "build",
    "current_generation",
    "open_encoder",
    "rebuild",
]
