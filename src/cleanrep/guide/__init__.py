"""The guide of an exercise to read, search, print and choose equipment by. Its content is the exercise file's."""
