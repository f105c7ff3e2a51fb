"""Judged questions: which articles answer which question, in the BEIR layout or as a list of one's own."""

from index.judged.names import ArticleNames
from index.judged.sets import JudgedSet

__all__ = ["ArticleNames", "JudgedSet"]
