"""Full-text search over the guide, in memory: finds the section that answers a question, or says that none does.

SQLite's FTS5 stems words and ranks (BM25, Robertson and Zaragoza 2009, doi 10.1561/1500000019). On top of it a section
must cover enough of what the question is about: every meaning of the question weighs as much as it is rare in the
guide, and a word that the guide does not know weighs most.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from types import TracebackType
from typing import Self

from cleanrep.exercises.schema import Exercise
from cleanrep.guide.sections import Section, list_sections
from cleanrep.guide.words import Words, load_words

MAX_QUESTION_CHARACTERS = 300
MIN_COVERAGE = 0.5
"""Share of a question's weight that an answer has to cover."""
_PART_BONUS = {
    "faq": 0.25,
    "safety": 0.15,
    "tips": 0.12,
    "progression": 0.12,
    "execution": 0.1,
    "setup": 0.1,
    "goals": 0.08,
    "rules": -0.1,
    "overview": -0.15,
}
"""Added to the coverage: an answer to a question comes before a step, a step before a rule."""
_TITLE_BONUS = 0.3
_BM25_SHARE = 0.2
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """A section that answers a question.

    Attributes
    ----------
    coverage : float
        Share 0..1 of the question's weight that it covers.
    """

    section: Section
    coverage: float


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A part of a question: an FTS5 query, and how much it weighs."""

    query: str
    weight: float
    sections: frozenset[int]
    titles: frozenset[int]


class GuideIndex:
    """The searchable guide of one exercise; use it as a context manager."""

    def __init__(self, exercise: Exercise, words: Words | None = None) -> None:
        self._sections = list_sections(exercise)
        self._words = load_words() if words is None else words
        self._ignored = frozenset(self._words.ignored)
        self._database = sqlite3.connect(":memory:")
        tokenizer = "tokenize='porter unicode61'"
        self._database.execute(f"CREATE VIRTUAL TABLE guide USING fts5(title, body, {tokenizer})")
        self._database.execute(f"CREATE VIRTUAL TABLE question USING fts5(body, {tokenizer})")
        self._database.executemany(
            "INSERT INTO guide(rowid, title, body) VALUES (?, ?, ?)",
            ((i, section.title, section.text) for i, section in enumerate(self._sections)),
        )

    def __enter__(self) -> Self:
        """Open for questions."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the memory."""
        self._database.close()

    def ask(self, question: str, *, n_answers: int = 3) -> tuple[Answer, ...]:
        """The sections that answer a question, best first; empty when none covers enough of it.

        Parameters
        ----------
        question : str
            In any words; at most `MAX_QUESTION_CHARACTERS` are read.
        """
        meanings = list(self._understand(question[:MAX_QUESTION_CHARACTERS].lower()))
        total = sum(meaning.weight for meaning in meanings)
        if not total:
            return ()
        relevance = self._rank(meanings)
        scored = []
        for i, section in enumerate(self._sections):
            coverage = sum(meaning.weight for meaning in meanings if i in meaning.sections) / total
            if coverage < MIN_COVERAGE:
                continue
            title = sum(meaning.weight for meaning in meanings if i in meaning.titles) / total
            bonus = _PART_BONUS.get(section.part, 0.0) + _TITLE_BONUS * title + _BM25_SHARE * relevance.get(i, 0.0)
            scored.append((coverage + bonus, Answer(section, coverage)))
        scored.sort(key=lambda pair: -pair[0])
        return tuple(answer for _, answer in scored[:n_answers])

    def _understand(self, question: str) -> Iterator[_Meaning]:
        """Meanings of a question: rows of same words first, then the words left over."""
        tokens = _WORD.findall(question)
        self._database.execute("DELETE FROM question")
        self._database.executemany(
            "INSERT INTO question(rowid, body) VALUES (?, ?)", [(0, question), *enumerate(tokens, start=1)]
        )
        used: set[int] = set()
        for row, hits in self._list_hits(tokens):
            if hits - used:
                used |= hits
                yield self._weigh(" OR ".join(_quote(phrase) for phrase in row))
        for i, token in enumerate(tokens):
            if i not in used and token not in self._ignored and len(token) > 1:
                yield self._weigh(_quote(token))

    def _list_hits(self, tokens: Sequence[str]) -> list[tuple[tuple[str, ...], set[int]]]:
        """Rows of same words in the question and the words they take up: those with whole phrases come first."""
        found = []
        for row in self._words.same:
            phrases = [phrase for phrase in row if len(_WORD.findall(phrase)) > 1]
            in_phrases = {i for phrase in phrases for i in self._find_phrase(phrase, tokens)}
            single = " OR ".join(_quote(word) for word in row if word not in phrases)
            in_words = {i - 1 for i in self._find("question", single) if i > 0} if single else set()
            found.append((not in_phrases, row, in_phrases | in_words))
        return [(row, hits) for _, row, hits in sorted(found, key=lambda item: item[0]) if hits]

    def _find_phrase(self, phrase: str, tokens: Sequence[str]) -> set[int]:
        """Places of the words of a phrase, when the question has the phrase."""
        if 0 not in self._find("question", _quote(phrase)):
            return set()
        parts = " OR ".join(_quote(part) for part in _WORD.findall(phrase))
        return {i - 1 for i in self._find("question", parts) if 0 < i <= len(tokens)}

    def _weigh(self, query: str) -> _Meaning:
        sections = self._find("guide", query)
        titles = self._find("guide", f"title : ({query})")
        return _Meaning(query, log(1.0 + len(self._sections) / (0.5 + len(sections))), sections, titles)

    def _find(self, table: str, query: str) -> frozenset[int]:
        rows = self._database.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (query,))  # noqa: S608 - our own names
        return frozenset(row[0] for row in rows)

    def _rank(self, meanings: Sequence[_Meaning]) -> dict[int, float]:
        """BM25 of every section, 0..1 from the best."""
        query = " OR ".join(meaning.query for meaning in meanings)
        statement = "SELECT rowid, bm25(guide, 3.0, 1.0) FROM guide WHERE guide MATCH ?"
        found = {row[0]: -row[1] for row in self._database.execute(statement, (query,))}
        best = max(found.values(), default=0.0)
        return {i: value / best for i, value in found.items()} if best > 0.0 else {}


def _quote(phrase: str) -> str:
    """A phrase for FTS5, whatever it holds."""
    return '"' + phrase.replace('"', " ") + '"'
