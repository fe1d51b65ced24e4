"""The engine's number, by itself: whoever opens a book asks for it, and must not load the engine for that."""

ENGINE = 1
"""Frozen with every plan, and raised whenever the figures of any input could come out otherwise.

A plan is computed again, to prove it, only by an engine of its own number: a later one may only see that it ties.
"""
