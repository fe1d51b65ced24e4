"""The user's errors: a code and its parameters, never a sentence (the wording belongs to the surface)."""


class DomainError(ValueError):
    """Something the user gave or asked cannot be; ``code`` names the rule, ``params`` the thing it failed on."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({details})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.params)


class ReasonWanted(DomainError):
    """Something unusual that may be done for a reason: asked again with the reason in the command's ``field``, it goes.

    The reason is kept with what was done and shown in the history.
    """

    def __init__(self, code: str, *, field: str = "reason", **params: object) -> None:
        self.field = field
        super().__init__(code, **params)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, {**self.params, "field": self.field})


def _rebuild(kind: type[DomainError], code: str, params: dict[str, object]) -> DomainError:
    return kind(code, **params)
