"""Put orders on the calendar: when each part was accepted, sent, delivered, given back."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from core.demo.history.baskets import Baskets
from core.demo.history.calendar import order_times
from core.demo.history.plan import (
    Buyer,
    PlannedLine,
    PlannedOrder,
    PlannedPart,
    PlannedRefund,
    Stage,
    Times,
)
from core.demo.source import Record, Source
from core.demo.workshops import Workshops

EXPIRED_SHARE = 0.025
LONGEST_DELIVERY = 12
FEWEST_TO_REFUND = 2
REASONS = {"colour differs": "Color differs from the picture"}


class Timeline:
    def __init__(
        self,
        source: Source,
        baskets: Baskets,
        workshops: Workshops,
        window: timedelta,
        random: Random,
    ) -> None:
        self._source, self._baskets = source, baskets
        self._workshops, self._window, self._random = workshops, window, random

    def orders(self, total: int) -> Iterator[PlannedOrder]:
        for moment in order_times(self._source.history, self._source.now, total, self._random):
            lines = self._baskets.lines(moment)
            if lines:
                yield self._order(self._baskets.buyer(moment), lines, moment)

    def _order(
        self, buyer: Buyer, lines: Sequence[PlannedLine], placed: datetime
    ) -> PlannedOrder:
        by_vendor: dict[str, list[PlannedLine]] = {}
        for line in lines:
            by_vendor.setdefault(line.variant.vendor, []).append(line)
        created = placed - timedelta(seconds=self._random.randrange(60, 420))
        ending = self._ending(placed)
        parts = tuple(
            self._part(vendor, own, created, placed, ending)
            for vendor, own in by_vendor.items()
        )
        return PlannedOrder(buyer, parts)

    def _ending(self, placed: datetime) -> Stage | None:
        """How the few orders that do not arrive end; the last hours are spared."""
        if self._source.now - placed < timedelta(hours=6):
            return None
        luck = self._random.random()
        if luck < EXPIRED_SHARE:
            return Stage.EXPIRED
        return Stage.CANCELED if luck > 1 - self._source.history["cancel_rate"] else None

    def _part(
        self,
        vendor: str,
        lines: Sequence[PlannedLine],
        created: datetime,
        placed: datetime,
        ending: Stage | None,
    ) -> PlannedPart:
        times = self._times(vendor, lines, created, placed)
        stage = times.stage_at(self._source.now) if ending is None else ending
        refund = self._refund(lines, times) if stage >= Stage.DELIVERED else None
        return PlannedPart(vendor, lines, times, stage, refund)

    def _times(
        self,
        vendor: str,
        lines: Sequence[PlannedLine],
        created: datetime,
        placed: datetime,
    ) -> Times:
        random = self._random
        days = self._workshops.dispatch(vendor)
        making = max((line.variant.lead_time_days or 0 for line in lines), default=0)
        accepted = placed + _hours(random, 0.5, 30)
        packed = accepted + timedelta(days=making) + _hours(random, 4, 20 + 16 * days.least)
        handed_over = packed + _hours(random, 2, 8 + 10 * (days.most - days.least))
        usual = self._source.history["delivered_after_days"]
        on_the_way = min(random.gauss(usual["mean"] - 2, usual["sd"]), LONGEST_DELIVERY)
        delivered = handed_over + timedelta(days=max(1.0, on_the_way))
        return Times(
            created=created,
            placed=placed,
            accepted=accepted,
            packed=packed,
            handed_over=handed_over,
            delivered=delivered,
            completed=delivered + self._window,
        )

    def _refund(self, lines: Sequence[PlannedLine], times: Times) -> PlannedRefund | None:
        random, history = self._random, self._source.history
        at = times.delivered + timedelta(days=random.uniform(1, 12))
        if random.random() >= history["return_rate"] or at >= self._source.now:
            return None
        line = random.randrange(len(lines))
        units = lines[line].quantity
        if units >= FEWEST_TO_REFUND and random.random() < history["refund_partial_share"]:
            units -= 1
        reason = _reason(history["return_reasons"], random)
        return PlannedRefund(line, units, reason, at)


def _hours(random: Random, least: float, most: float) -> timedelta:
    return timedelta(hours=random.uniform(least, most))


def _reason(shares: Record, random: Random) -> str:
    word = random.choices(list(shares), list(shares.values()))[0]
    return REASONS.get(word, word.capitalize())
