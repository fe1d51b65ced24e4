"""Errors that are not the user's fault: what the machine refused, and work that was cancelled."""

RESULT_UNKNOWN = "book.result_unknown"
"""The fault of an order to keep that was given and not answered: it may have been carried out or not."""


class EnvironmentFault(Exception):
    """The machine refused (disk full, read-only, locked, damaged …); ``code`` names the advice to give."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({details})"


class Cancelled(Exception):
    """The person stopped a long piece of work; nothing of it stays."""
