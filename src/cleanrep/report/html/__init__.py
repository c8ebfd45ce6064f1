"""The report page: one HTML file that needs no network and no other file but the annotated video beside it."""
