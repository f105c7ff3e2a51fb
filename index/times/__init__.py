"""Times: the expressions in a question that name days (`pekan lalu`, `in May 2023`), and those days."""
