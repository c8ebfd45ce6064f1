"""The coach in the browser: pages, live sets and reports on the user's own machine."""
