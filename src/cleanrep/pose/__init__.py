"""Pose models behind one interface, and what else is read off a picture: silhouette, edges, background."""
