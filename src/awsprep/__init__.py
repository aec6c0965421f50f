"""Prepare for an AWS interview in the terminal."""

__version__ = "0.1.0"
