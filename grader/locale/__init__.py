"""The catalogs of what the grader says in other languages (see `grader.i18n`)."""
