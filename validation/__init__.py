"""Accuracy of CleanRep on rendered lifters whose motion is known exactly: render, analyse, score."""
