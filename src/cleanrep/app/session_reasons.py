"""What stands of what acts said of a session, when sets change, go or come back.

Readiness and stop reasons stand as long as the act that told them. Pain is a figure of a set as well: where the sets
of an act told it, it stands while one of them that is in the log still says so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from cleanrep.app.stop_rules import StopReason, find_stop_reasons
from cleanrep.model.training import Session
from cleanrep.model.training_records import SessionWord

if TYPE_CHECKING:
    from cleanrep.store.store import Store


@contextmanager
def retelling(store: "Store", session_ids: Sequence[str]) -> Iterator[None]:
    """Bring sessions to the words that stand after what is done within, where these are others than before it."""
    before = {session_id: _list_standing(store, session_id) for session_id in session_ids}
    yield
    for session_id, told in before.items():
        standing = _list_standing(store, session_id)
        if standing != told:
            session = store.log.get_session(session_id)
            store.log_writer.update_session(retell(session, before=told, after=standing))


def retell(session: Session, *, before: Sequence[SessionWord], after: Sequence[SessionWord]) -> Session:
    """A session by the words that stand after a change, instead of those that stood before it.

    What no word told, as of a session of an older store, stays as it is.
    """
    gone = {reason for word in before for reason in word.stop_reasons}
    kept = [reason for reason in session.stop_reasons if reason not in gone]
    reasons = dict.fromkeys([*kept, *(reason for word in after for reason in word.stop_reasons)])
    is_told = session.readiness == _find_readiness(before)
    readiness = _find_readiness(after) if is_told else session.readiness
    return replace(session, stop_reasons=tuple(reasons), readiness=readiness)


def _find_readiness(words: Sequence[SessionWord]) -> int | None:
    """The last word on readiness; None without one."""
    return next((word.readiness for word in reversed(words) if word.readiness is not None), None)


def _list_standing(store: "Store", session_id: str) -> tuple[SessionWord, ...]:
    return tuple(_judge_pain(store, word) for word in store.session_words.list(session_id))


def _judge_pain(store: "Store", word: SessionWord) -> SessionWord:
    """A word without pain, where sets told it and none does now."""
    if StopReason.PAIN not in word.stop_reasons:
        return word
    pains = store.session_words.list_pains(word.said_by)
    was_felt = any(find_stop_reasons(told, ()) for told, _ in pains)
    is_felt = any(find_stop_reasons(now, ()) for _, now in pains)
    if is_felt or not was_felt:
        return word
    return replace(word, stop_reasons=tuple(item for item in word.stop_reasons if item != StopReason.PAIN))
