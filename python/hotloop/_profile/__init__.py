"""Profiles: what a run has measured, the files that hold it, and the tables that show it."""
