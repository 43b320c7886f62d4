"""/metrics in Prometheus' text format, read from the shared tables at the moment of the request.

So one bot tells of all processes, also of those without a web server; counts since a process started go back
to 0 with it, as Prometheus expects of counters.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.web.keys import CLOCK, DATABASE
from plan_data.store.condition import Condition, condition

LATE_AFTER = timedelta(minutes=15)
"""A reminder that could have left so long ago is late."""


async def metrics(request: web.Request) -> web.Response:
    """Everything that is measured."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].reading() as session:
        found = await condition(session, late_before=now - LATE_AFTER)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Measured(found, now))
    return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


class _Measured(Collector):
    def __init__(self, found: Condition, now: datetime) -> None:
        self._found = found
        self._now = now

    def collect(self) -> Iterable[Metric]:
        yield from self._reminders()
        yield from self._answers()
        yield from self._processes()

    def _reminders(self) -> Iterable[Metric]:
        waiting = GaugeMetricFamily(
            "nhachan_digests_open", "Digests planned and not settled, by state.", labels=["state"]
        )
        for state in ("planned", "sending", "unknown"):
            waiting.add_metric([state], self._found.digests_open.get(state, 0))
        yield waiting
        yield GaugeMetricFamily(
            "nhachan_digests_late",
            "Open digests that could have left 15 minutes ago.",
            self._found.digests_late,
        )
        yield GaugeMetricFamily(
            "nhachan_queue_age_seconds",
            "How long the oldest open digest could have left.",
            self._age(self._found.oldest_digest_at),
        )
        yield GaugeMetricFamily(
            "nhachan_chats_unreachable", "Chats that cannot be written to.", self._found.chats_unreachable
        )

    def _answers(self) -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "nhachan_updates_waiting", "Messages of people not yet answered.", self._found.updates.count
        )
        yield GaugeMetricFamily(
            "nhachan_update_age_seconds",
            "Age of the oldest of them.",
            self._age(self._found.updates.oldest_at),
        )
        seconds = sorted(self._found.answer_seconds)
        answers = GaugeMetricFamily(
            "nhachan_answer_seconds",
            "From receiving to answering, of the last messages.",
            labels=["quantile"],
        )
        for name, part in (("0.5", 0.5), ("0.95", 0.95), ("1", 1.0)):
            if seconds:
                answers.add_metric([name], seconds[min(len(seconds) - 1, int(len(seconds) * part))])
        yield answers

    def _processes(self) -> Iterable[Metric]:
        ages = GaugeMetricFamily(
            "nhachan_beat_age_seconds", "Since a process last showed that it works.", labels=["process"]
        )
        reminders = CounterMetricFamily(
            "nhachan_reminders", "Digests planned and how sending them ended.", labels=["process", "outcome"]
        )
        for process, beat in self._found.beats.items():
            ages.add_metric([process], self._age(beat.at))
            for outcome, count in beat.details.items():
                reminders.add_metric([process, outcome.lower()], float(count))
        yield ages
        yield reminders

    def _age(self, at: datetime | None) -> float:
        return max(0.0, (self._now - at).total_seconds()) if at is not None else 0.0
