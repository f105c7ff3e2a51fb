"""Spelling: misspelt words of a question, and the words of the index that were probably meant."""
