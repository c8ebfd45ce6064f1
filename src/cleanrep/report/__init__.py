"""Give the result of an analysis a form: JSON document, terminal table, report page, annotated video."""
