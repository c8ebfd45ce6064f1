"""The accuracy report: figures from result files, and the page and plots made of them."""
