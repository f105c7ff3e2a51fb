"""Text: its language, where its sentences end, how it is cut into passages, which terms it holds."""
