"""Spelling: which words of a question are misspelt, and the words of the index that were meant."""
