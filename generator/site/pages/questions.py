"""The matrix of sources and questions, and each question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from generator.evidence.agreement import Stance, StanceKind, Status, answers, question_status, stances
from generator.evidence.model import Claim, PageKey, PageKind
from generator.records import Question
from generator.site import routes, structured, views
from generator.site.division import BESIDE, LINES_A_PAGE, USES_A_PAGE, Portion, portions
from generator.site.pages.area import Area, Listing, Page, Planned, named
from generator.site.parts import NAMED, SOURCES_IN_KEY, Scribe

CELLS_A_PAGE = 400
"""So many questions and quotations stand in one table with a column for each source, within some 17 kB compressed."""

QUOTATIONS_A_PAGE = 100
"""So many stand on a page where sources have no columns, and each quotation names its own."""

QUOTATIONS_A_ROW = 24
"""So many quotations at most answer a question there."""


class QuestionPages(Area):
    """Makes the matrix and a page for each question."""

    def plans(self) -> Iterator[Planned]:
        """Plan the pages."""
        questions = [("", tuple(self.dossier.questions.values()))]
        most = CELLS_A_PAGE if self._columns else QUOTATIONS_A_PAGE
        for portion in portions(routes.QUESTIONS, questions, self._asked, self.w, most, self._weight):
            yield self.plan(portion.path, self._questions, portion)
        yield from self._each_question()

    def _asked(self, question: Question) -> str:
        return question.question[self.w.lang].text

    @property
    def _columns(self) -> bool:
        """Whether each source has a column."""
        return len(self.evidence.order) <= SOURCES_IN_KEY

    def _weight(self, question: Question) -> int:
        """Count the quotations in a row, and the question itself."""
        answering = sum(bool(stance.given) for stance in stances(self.evidence, question))
        return 1 + (answering if self._columns else min(answering, QUOTATIONS_A_ROW))

    def _questions(self, portion: Portion[Question]) -> Page:
        scribe = self.scribe(portion.path)
        w = self.w
        questions = self.dossier.questions.values()
        row = self._row if self._columns else self._list
        rows = tuple(row(scribe, question) for question in portion.entries)
        csv = views.Link(w["matrix-csv"], f"{scribe.up}{routes.QUESTIONS}matrix.csv")
        if portion.path == routes.QUESTIONS:
            csv = views.Link(w["matrix-csv"], "matrix.csv")
        statuses = [question_status(question).value for question in questions]
        tally = tuple(
            (status.value, count, w(f"questions-{status.value}", n=count))
            for status in (Status.DIFFER, Status.SINGLE, Status.AGREE)
            for count in (statuses.count(status.value),)
        )
        frame = self.list_frame(scribe, portion, "questions", "nav-questions", "describe-questions")
        if self._columns and (rows or portion.steps is None):
            frame = replace(frame, marks=scribe.marks(self.evidence.order))
        view = views.QuestionsPage(frame, self._columns, rows, tally, csv, portion.division(scribe))
        return self.page(portion.path, "questions.html", view)

    def _row(self, scribe: Scribe, question: Question) -> views.MatrixRow:
        """Show a question with a cell for each source."""
        cells = self._cells(scribe, stances(self.evidence, question))
        return views.MatrixRow(scribe.question_line(question), cells, (), "")

    def _list(self, scribe: Scribe, question: Question) -> views.MatrixRow:
        """Show a question with the quotations that answer it, and count the sources that stand behind no quotation."""
        all_stances = stances(self.evidence, question)
        answering = sorted(
            (stance for stance in all_stances if stance.given), key=lambda one: one.given[0][0]
        )
        shown = _spread(answering, QUOTATIONS_A_ROW)
        sides = tuple(
            views.Side(
                self.w("version", n=number),
                f"{scribe.up}{routes.question_path(question.id)}#{question.positions[number - 1].id}",
                tuple(scribe.quotation(stance.given[0][1]) for stance in some),
            )
            for number, some in groupby(shown, key=lambda stance: stance.given[0][0])
        )
        left = (("further", len(answering) - len(shown)), ("silent", len(all_stances) - len(answering)))
        rest = " ".join(self.w(f"matrix-{name}", n=count) for name, count in left if count)
        return views.MatrixRow(scribe.question_line(question), self._cells(scribe, shown), sides, rest)

    def _cells(self, scribe: Scribe, some: Iterable[Stance]) -> tuple[views.Cell, ...]:
        cells = []
        for stance in some:
            mark = scribe.mark(stance.source)
            if not stance.given:
                silence = self.w[f"stance-{stance.kind.value}"]
                cells.append(views.Cell(mark, 0, "", "", "", 0, silence, "", (), "", ""))
                continue
            number, key = stance.given[0]
            proof = self.evidence.proofs[key]
            href = scribe.up + routes.excerpt_path(key)
            more = len(stance.given) - 1
            cells.append(
                views.Cell(
                    mark,
                    number,
                    proof.words,
                    proof.source.language,
                    href,
                    more,
                    "",
                    scribe.speaker(key),
                    scribe.denials(key),
                    key,
                    scribe.translation(key),
                )
            )
        return tuple(cells)

    def _each_question(self) -> Iterator[Planned]:
        touching: dict[str, list[Claim]] = {}
        for claim in self.evidence.claims:
            if claim.statement.question:
                touching.setdefault(claim.statement.question.id, []).append(claim)
        questions = tuple(self.dossier.questions.values())
        for at, question in enumerate(questions):
            before = questions[at - 1] if at else None
            after = questions[at + 1] if at + 1 < len(questions) else None
            led = tuple(touching.get(question.id, ()))
            yield self.plan(routes.question_path(question.id), self._question, question, before, after, led)
            yield from self._lists(question, led)

    def _lists(self, question: Question, touching: Sequence[Claim]) -> Iterator[Planned]:
        """Plan in full what is too much for the page of a question."""
        path, w = routes.question_path(question.id), self.w
        subject = (self._asked(question), path)
        here = ("questions", "nav-questions", routes.QUESTIONS)
        if len(touching) > BESIDE:
            sentences = Listing(f"{path}sentences/", w["touched-on"], subject, here, _use)
            yield from self.list_pages(sentences, list(enumerate(touching)), USES_A_PAGE)
        if len(question.about) > BESIDE:
            concerns = Listing(f"{path}about/", w["concerns"], subject, here, named)
            names = [reference.id for reference in question.about]
            yield from self.list_pages(concerns, names, LINES_A_PAGE)
        if len(silent := self._silent(question)) > BESIDE:
            silences = Listing(f"{path}silent/", w["list-of-silent"], subject, here, self._silent_line)
            yield from self.list_pages(silences, [(stance, question) for stance in silent], LINES_A_PAGE)

    def _silent(self, question: Question) -> list[Stance]:
        found = stances(self.evidence, question)
        return [stance for stance in found if stance.kind is not StanceKind.POSITION]

    def _silent_line(self, scribe: Scribe, given: tuple[Stance, Question]) -> views.Line:
        silence = self._silence(scribe, *given)
        further = Markup("{}: {}").format(silence.words, silence.reason) if silence.reason else silence.words
        return views.Line(views.Link(silence.mark.name, silence.mark.href), Markup.escape(further))

    def _question(
        self, question: Question, before: Question | None, after: Question | None, touching: Sequence[Claim]
    ) -> Page:
        """Show a question; `touching` are the sentences that lead to it, in reading order."""
        path = routes.question_path(question.id)
        scribe = self.scribe(path)
        w = self.w
        title = scribe.text(question.question)
        page = PageKey(PageKind.QUESTION, question.id)
        answered = answers(self.evidence, question)
        positions = tuple(
            views.Position(scribe.statement(Claim(page, position)), scribe.marks(sources[:NAMED]))
            for position, sources in zip(question.positions, answered.camps, strict=True)
        )
        silent = self._silent(question)
        about = [reference.id for reference in question.about]
        view = views.QuestionPage(
            frame=self.framer.frame(
                scribe,
                path,
                "questions",
                title,
                w("describe-question", question=title),
                [(w["nav-questions"], routes.QUESTIONS)],
                structured.question(scribe, question, self.framer.base),
                evidence=True,
            ),
            question=title,
            status=question_status(question).value,
            kind=w[f"kind-{question.kind.value}"],
            kind_explained=w[f"kind-{question.kind.value}-explained"],
            positions=positions,
            silent=scribe.marks(answered.silent[:BESIDE]),
            compatible=scribe.own(question.compatible),
            reading=scribe.own(question.reading),
            about=tuple(scribe.entity_link(name) for name in about[:BESIDE]),
            all_about=self.to_list(scribe, f"{path}about/", about, BESIDE),
            statements=tuple(scribe.use(claim, number) for number, claim in enumerate(touching[:BESIDE])),
            all_statements=self.to_list(scribe, f"{path}sentences/", touching, BESIDE),
            references=scribe.references(),
            previous=scribe.page_link(PageKey(PageKind.QUESTION, before.id)) if before else None,
            following=scribe.page_link(PageKey(PageKind.QUESTION, after.id)) if after else None,
            silences=tuple(self._silence(scribe, stance, question) for stance in silent[:BESIDE]),
            all_silences=self.to_list(scribe, f"{path}silent/", silent, BESIDE),
            terms=self._terms(question),
        )
        return self.page(path, "question.html", view)

    def _silence(self, scribe: Scribe, stance: Stance, question: Question) -> views.Silence:
        told = question.not_applicable.get(stance.source)
        reason = scribe.own(told[0]) if told else Markup("")
        return views.Silence(scribe.mark(stance.source), self.w[f"stance-{stance.kind.value}"], reason)

    def _terms(self, question: Question) -> tuple[str, ...]:
        """Name the words that were looked for in the sources whose silence was verified."""
        languages = dict.fromkeys(
            self.dossier.sources[stance.source].language.split("-")[0]
            for stance in stances(self.evidence, question)
            if stance.kind is StanceKind.SILENT_VERIFIED
        )
        return tuple(term for language in languages for term in question.terms[language])


def _use(scribe: Scribe, given: tuple[int, Claim]) -> views.Use:
    number, claim = given
    return scribe.use(claim, number)


def _spread(answering: Sequence[Stance], most: int) -> list[Stance]:
    """Choose at most so many of the sources that answer, some for each answer; they stand by the answer they give."""
    by_answer = [list(some) for _number, some in groupby(answering, key=lambda stance: stance.given[0][0])]
    each = max(1, most // max(1, len(by_answer)))
    return [stance for some in by_answer for stance in some[:each]]
