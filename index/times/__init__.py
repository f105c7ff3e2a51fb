"""Times: the expressions of a question that name days (`pekan lalu`, `in May 2023`), and their days."""
