"""Ranking of candidates: fusion, preferences, relevance, grouping, and the sentence that answers best."""
