"""The papers of a distribution, each drawn from frozen figures."""
