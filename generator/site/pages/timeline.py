"""The timeline: its events drawn on a scale, and one by one with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.evidence.model import PageKey, PageKind
from generator.evidence.timeline import WHOLE, year_of
from generator.records import Edtf, Event, QuestionKind
from generator.site import charts, chronology, routes, views
from generator.site.chronology import Look, Plan, Scale, Side, Span
from generator.site.dates import date_words
from generator.site.pages.area import Area, Page, Planned
from generator.site.parts import Scribe

_LARGER = "_larger"


class TimelinePages(Area):
    """Makes the timeline."""

    def plans(self) -> Iterator[Planned]:
        """Plan the page, or where events are many one that leads to those of the years and months."""
        parts = self.evidence.related.parts
        names = list(parts)
        if WHOLE not in parts:
            years = Counter(year_of(event.date) for event in self.evidence.related.events)
            yield self.plan(routes.TIMELINE, self._overview, tuple(years.items()))
        below_of = _below(parts)
        for at, (name, events) in enumerate(parts.items()):
            below = tuple(below_of.get(name, {}).items())
            beside = names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None
            yield self.plan(routes.timeline_path(name), self._part, name, events, below, *beside)

    def _part(
        self,
        name: str,
        events: Sequence[Event],
        below: Sequence[tuple[str, int]],
        before: str | None,
        after: str | None,
    ) -> Page:
        """Show the events of a part; `below` are the months of a long year, each with the number of its events."""
        path = routes.timeline_path(name)
        scribe = self.scribe(path)
        w = self.w
        shown = [scribe.event(event) for event in events]
        years: dict[str, list[views.Event]] = {}
        for event, its_view in zip(events, shown, strict=True):
            years.setdefault(year_of(event.date), []).append(its_view)
        frame = self.framer.frame(
            scribe,
            path,
            "timeline",
            scribe.timeline_title(name),
            w["describe-timeline"],
            [(scribe.timeline_title(above), routes.timeline_path(above)) for above in _all_above(name)],
            evidence=bool(events),
        )
        listed = tuple((year, tuple(of_year)) for year, of_year in years.items())
        division = None
        if name != WHOLE:
            months = tuple(self._to(scribe, month, count) for month, count in below)
            beside = (part and scribe.page_link(PageKey(PageKind.TIMELINE, part)) for part in (before, after))
            division = views.Division((("", months),) if months else (), *(link or None for link in beside))
        view = views.TimelinePage(
            frame, self._chart(scribe, events, shown), listed, scribe.references(), division
        )
        return self.page(path, "timeline.html", view)

    def _overview(self, years: Sequence[tuple[str, int]]) -> Page:
        """Show how many events each year has, drawn where that can be, and lead to them."""
        scribe = self.scribe(routes.TIMELINE)
        w = self.w
        frame = self.framer.frame(
            scribe, routes.TIMELINE, "timeline", w["nav-timeline"], w["describe-timeline"]
        )
        chart = self._counts(scribe, dict(years))
        listed = tuple(self._to(scribe, year, count) for year, count in years)
        division = None if chart else views.Division((("", listed),))
        view = views.TimelinePage(frame, chart, (), (), division)
        return self.page(routes.TIMELINE, "timeline.html", view)

    def _to(self, scribe: Scribe, part: str, count: int) -> views.Part:
        href = scribe.up + routes.timeline_path(part)
        return views.Part(scribe.part_of_time(part), href, self.w("chart-count", n=count))

    def _chart(
        self, scribe: Scribe, events: Sequence[Event], shown: Sequence[views.Event]
    ) -> views.Chart | None:
        """Draw a row for each event, in order of date."""
        spans = [
            tuple(
                chronology.span(typed, scribe.ends(event.id, typed))
                for typed in (event.date, *(other.date for other in event.also_dated))
            )
            for event in events
        ]
        plan = chronology.plan(spans)
        if plan is None:
            return None

        def row(number: int, scale: Scale, lines: str) -> views.ChartRow:
            event, view = events[number], shown[number]
            drawing = charts.row(spans[number], scale, lines)
            text = scribe.name(event)
            status = "differ" if self._differ(event) else ""
            denials = () if event.label else scribe.denied(event.statement)
            return views.ChartRow(
                f"#{event.id}", status, view.date, text, self._further(view, status), drawing, denials
            )

        panels = [self._panel("", plan.scale, [row(n, plan.scale, "_scale") for n in plan.events], "_scale")]
        if plan.larger_scale:
            rows = [row(n, plan.larger_scale, "_days") for n in plan.larger]
            panels = [self._with_bracket(panels[0], plan), self._larger(plan, rows)]
        return views.Chart(tuple(panels), self._legend([one for some in spans for one in some], spans))

    def _differ(self, event: Event) -> bool:
        """Whether sources differ in the date or the facts, and not only in emphasis, names or how exact they are."""
        asked = event.statement.question
        question = self.dossier.questions[asked.id] if asked else None
        return bool(event.also_dated) or (
            question is not None and question.kind is QuestionKind.CONTRADICTION
        )

    def _further(self, view: views.Event, status: str) -> str:
        """Say in words what the drawing shows beyond the date: other dates, and in what way the sources differ."""
        others = ", ".join(other.date for other in view.others)
        said = [f"{self.w['also-dated']} {others}"] if others else []
        return "; ".join([*said, view.statement.label] if status else said)

    def _panel(
        self,
        anchor: str,
        scale: Scale,
        rows: Sequence[views.ChartRow],
        lines: str,
        opening: Markup | None = None,
    ) -> views.ChartPanel:
        said = self._stretch(scale)
        caption = self.w("chart-larger", date=said) if anchor else said
        axis = charts.axis(chronology.ticks(scale), lines, self.w)
        return views.ChartPanel(
            anchor, caption[:1].upper() + caption[1:], opening or Markup(""), axis, tuple(rows)
        )

    def _larger(self, plan: Plan, rows: Sequence[views.ChartRow]) -> views.ChartPanel:
        assert plan.larger_scale
        opening = charts.opening(plan.larger_scale, plan.scale)
        return self._panel(_LARGER, plan.larger_scale, rows, "_days", opening)

    def _with_bracket(self, panel: views.ChartPanel, plan: Plan) -> views.ChartPanel:
        """Add the row that stands for the events drawn larger, where the first of them would stand."""
        assert plan.larger_scale
        row = views.ChartRow(
            f"#{_LARGER}",
            "",
            self._stretch(plan.larger_scale),
            Markup.escape(self.w("chart-see-larger", n=len(plan.larger))),
            "",
            charts.bracket(plan.larger_scale, plan.scale, "_scale"),
        )
        at = sum(number < plan.larger[0] for number in plan.events)
        rows = (*panel.rows[:at], row, *panel.rows[at:])
        return views.ChartPanel(panel.anchor, panel.caption, panel.opening, panel.axis, rows)

    def _stretch(self, scale: Scale) -> str:
        """Say what a scale covers: "May 2025", "from March 2024 to May 2025"."""
        length = {"day": 10, "month": 7, "year": 4}[scale.unit]
        first, last = (chronology.iso(day)[:length] for day in (scale.start, scale.stop - 1))
        return date_words(Edtf(first if first == last else f"{first}/{last}", None, None), self.w)

    def _legend(
        self, drawn: Sequence[Span], rows: Sequence[Sequence[Span]]
    ) -> tuple[tuple[Markup, str], ...]:
        """Explain the marks that occur, and no others."""
        ends = [end for one in drawn for end in one.ends]
        sides = {side for one in drawn for side in (one.before, one.after)}
        occur = {
            "day": any(end.is_day and end.look is Look.STATED for end in ends),
            "extent": any(not end.is_day and end.look is Look.STATED for end in ends),
            "reckoned": any(end.look is Look.RECKONED for end in ends),
            "vague": any(end.look is Look.VAGUE for end in ends),
            "lasting": any(len(one.ends) == 2 for one in drawn),
            "open": Side.OPEN in sides,
            "unknown": Side.UNKNOWN in sides,
            "other": any(len(spans) > 1 for spans in rows),
        }
        return tuple((charts.sample(kind), self.w[f"chart-{kind}"]) for kind, there in occur.items() if there)

    def _counts(self, scribe: Scribe, years: Mapping[str, int]) -> views.Chart | None:
        """Draw a row for each year, where the events are too many for rows of their own."""
        counts = chronology.counted(years)
        if counts is None:
            return None
        most = max(counts.values())
        rows = tuple(
            views.ChartRow(
                scribe.up + routes.timeline_path(year),
                "",
                year,
                Markup.escape(self.w("chart-count", n=count)),
                "",
                charts.bar(count / most),
            )
            for year, count in counts.items()
        )
        return views.Chart((views.ChartPanel("", "", Markup(""), Markup(""), rows),), ())


def _all_above(part: str) -> list[str]:
    """Name the parts that a part stands below, from the timeline itself: of `2024/05` that and `2024`."""
    steps = part.split("/") if part else []
    return ["/".join(steps[:at]) for at in range(len(steps))]


def _below(parts: Mapping[str, Sequence[Event]]) -> dict[str, dict[str, int]]:
    """Name the parts below each part, with the number of events there and on the further pages of a month."""
    below: dict[str, dict[str, int]] = {}
    for name, events in parts.items():
        steps = name.split("/")
        for depth in range(1, len(steps)):
            above, part = "/".join(steps[:depth]), "/".join(steps[: depth + 1])
            found = below.setdefault(above, {})
            found[part] = found.get(part, 0) + len(events)
    return below
