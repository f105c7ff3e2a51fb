"""Judged questions: which articles answer which question, in the BEIR layout or in a user's own list."""

from index.judged.names import ArticleNames
from index.judged.sets import JudgedSet

__all__ = ["ArticleNames", "JudgedSet"]
