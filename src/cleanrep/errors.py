"""The errors of CleanRep: one base class, each subclass holding its facts as attributes.

A message says what was expected, what came and what to do, in one line. Missing landmarks are never errors: they are
``not_assessed`` findings.
"""


class CleanRepError(Exception):
    """Base of every error that CleanRep raises on purpose."""


class UsageError(CleanRepError):
    """The call itself cannot be carried out: an unknown name, a bad span, a file in the way.

    Attributes
    ----------
    expected, got, remedy : str
        What was expected, what came instead, and what to do about it.
    """

    def __init__(self, expected: str, got: str, remedy: str) -> None:
        super().__init__(f"expected {expected}, got {got}; {remedy}")
        self.expected = expected
        self.got = got
        self.remedy = remedy


class SourceError(CleanRepError):
    """A recording cannot be read: not a video, empty, too large, nothing decodable.

    Attributes
    ----------
    name : str
        File name without its folder.
    reason, remedy : str
        What is wrong, and what to do about it.
    """

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class FileContentError(CleanRepError):
    """A file of the user's does not hold what its schema asks for.

    Attributes
    ----------
    name : str
        File name, or id.
    problems : tuple[str, ...]
        One line a problem: the field, what was expected, what came.
    """

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"{name}: " + "; ".join(problems))
        self.name = name
        self.problems = problems


class ExerciseError(FileContentError):
    """An exercise file does not hold what the schema asks for."""


class MachineError(FileContentError):
    """A machine file, or a file of readings for one, does not hold what the schema asks for."""


class LifterError(FileContentError):
    """A file of a virtual lifter does not hold what the schema asks for."""


class PoseModelError(CleanRepError):
    """The pose model cannot be loaded or run."""


class StoreError(CleanRepError):
    """The store cannot be read or written: no place, no rights, a full disk, a schema that is not this version's.

    Attributes
    ----------
    place : str
        The store without any password.
    reason, remedy : str
        What is wrong, and what to do about it.
    """

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(f"{place}: {reason}; {remedy}")
        self.place = place
        self.reason = reason
        self.remedy = remedy


class ConflictError(CleanRepError):
    """A change does not fit what the log holds: the id is taken, or what should change is not there.

    Attributes
    ----------
    expected, got, remedy : str
        What was expected, what the log holds instead, and what to do about it.
    """

    def __init__(self, expected: str, got: str, remedy: str) -> None:
        super().__init__(f"expected {expected}, got {got}; {remedy}")
        self.expected = expected
        self.got = got
        self.remedy = remedy
