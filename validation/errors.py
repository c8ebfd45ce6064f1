"""Errors of the validation: each says expected, got, what to do."""

from cleanrep.errors import UsageError


class AssetError(UsageError):
    """The body data, the graphics library or a result of an earlier step is missing or is not what it should be."""


class RenderError(UsageError):
    """A picture or a video cannot be made."""
