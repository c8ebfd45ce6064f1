"""Tell a foreign log by what is in it, and read it."""

from pathlib import Path

from cleanrep.errors import SourceError
from cleanrep.exchange import hevy, own, strong
from cleanrep.exchange.delimited import read_header
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.health_connect import read_health_connect
from cleanrep.exchange.records import Format, Rows
from cleanrep.exchange.wger import read_wger
from cleanrep.regular_file import open_regular

_SNIFFED_BYTES = 4096
_REMEDY = "give a log of Hevy, Strong, Health Connect, wger or CleanRep, or name it with --format"


def detect_format(path: Path) -> Format:
    """Form of a log, by its first bytes and its header.

    Raises
    ------
    SourceError
        When it is none that is known.
    """
    try:
        with open_regular(path) as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", "check the path") from error
    if start.startswith(b"PAR1"):
        return Format.PARQUET
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b'"cleanrep.set-report/' in text:
        raise SourceError(path.name, "is the document of an analysis", "put it into the log: 'cleanrep log --report'")
    if text.startswith((b"{", b"[")):
        return _tell_json(text)
    columns = frozenset(read_header(path)[0])
    for form, signs in ((Format.HEVY, hevy.SIGNS), (Format.STRONG, strong.SIGNS), (Format.CSV, own.SIGNS)):
        if signs <= columns:
            return form
    raise SourceError(path.name, "is no training log that is known", _REMEDY)


def _tell_json(text: bytes) -> Format:
    if b'"session_started_at"' in text:
        return Format.JSONL
    return Format.HEALTH_CONNECT if b'"records"' in text[:64] or b'"segments"' in text else Format.WGER


def read_log(path: Path, form: Format, choices: ReadingChoices) -> Rows:
    """Rows of a log, one at a time; a row that cannot be read is a value, not an error.

    Raises
    ------
    SourceError
        When the file as a whole cannot be read.
    """
    if form in {Format.HEVY, Format.STRONG, Format.CSV}:
        reader = {Format.HEVY: hevy.read_hevy, Format.STRONG: strong.read_strong, Format.CSV: own.read_csv}[form]
        return reader(path, read_header(path)[1], choices)
    readers = {
        Format.JSONL: own.read_jsonl,
        Format.PARQUET: own.read_parquet,
        Format.HEALTH_CONNECT: read_health_connect,
        Format.WGER: read_wger,
    }
    if form not in readers:
        raise SourceError(path.name, f"{form.value} is written, not read", "export it in another form")
    return readers[form](path, choices)
