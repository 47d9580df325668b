"""The matrix of sources and questions, and each question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from generator.evidence.agreement import StanceKind, Status, answers, question_status, stances
from generator.evidence.model import Claim, PageKey, PageKind
from generator.records import Question
from generator.site import routes, structured, views
from generator.site.pages.area import Area, Page, Planned
from generator.site.parts import Scribe


class QuestionPages(Area):
    """Makes the matrix and a page for each question."""

    def plans(self) -> Iterator[Planned]:
        """Plan the pages."""
        yield self.plan(routes.QUESTIONS, self._questions)
        yield from self._each_question()

    def _questions(self) -> Page:
        scribe = self.scribe(routes.QUESTIONS)
        w = self.w
        questions = self.dossier.questions.values()
        rows = tuple(
            views.MatrixRow(scribe.question_line(question), self._cells(scribe, question))
            for question in questions
        )
        csv = views.Link(w["matrix-csv"], "matrix.csv")
        statuses = [question_status(question).value for question in questions]
        tally = tuple(
            (status.value, count, w(f"questions-{status.value}", n=count))
            for status in (Status.DIFFER, Status.SINGLE, Status.AGREE)
            for count in (statuses.count(status.value),)
        )
        frame = self.framer.frame(
            scribe, routes.QUESTIONS, "questions", w["nav-questions"], w["describe-questions"]
        )
        return self.page(routes.QUESTIONS, "questions.html", views.QuestionsPage(frame, rows, tally, csv))

    def _cells(self, scribe: Scribe, question: Question) -> tuple[views.Cell, ...]:
        cells = []
        for stance in stances(self.evidence, question):
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
            views.Position(scribe.statement(Claim(page, position)), scribe.marks(sources))
            for position, sources in zip(question.positions, answered.camps, strict=True)
        )
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
            silent=scribe.marks(answered.silent),
            compatible=scribe.own(question.compatible),
            reading=scribe.own(question.reading),
            about=tuple(scribe.entity_link(reference.id) for reference in question.about),
            statements=tuple(scribe.use(claim, number) for number, claim in enumerate(touching)),
            references=scribe.references(),
            previous=scribe.page_link(PageKey(PageKind.QUESTION, before.id)) if before else None,
            following=scribe.page_link(PageKey(PageKind.QUESTION, after.id)) if after else None,
            silences=self._silences(scribe, question),
            terms=self._terms(question),
        )
        return self.page(path, "question.html", view)

    def _silences(self, scribe: Scribe, question: Question) -> tuple[views.Silence, ...]:
        reasons = {
            source: scribe.own(reason) for source, (reason, _origin) in question.not_applicable.items()
        }
        return tuple(
            views.Silence(
                scribe.mark(stance.source),
                self.w[f"stance-{stance.kind.value}"],
                reasons.get(stance.source, Markup("")),
            )
            for stance in stances(self.evidence, question)
            if stance.kind is not StanceKind.POSITION
        )

    def _terms(self, question: Question) -> tuple[str, ...]:
        """Name the words that were looked for in the sources whose silence was verified."""
        languages = dict.fromkeys(
            self.dossier.sources[stance.source].language.split("-")[0]
            for stance in stances(self.evidence, question)
            if stance.kind is StanceKind.SILENT_VERIFIED
        )
        return tuple(term for language in languages for term in question.terms[language])
