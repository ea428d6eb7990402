"""Geometry of the SVG charts: numbers in, coordinates and labels out. No browser, no Reflex."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 12, 32
MAX_SERIES = 4
MAX_X_LABELS = 7


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    path: str
    hue: int


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    label: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    label: str
    hue: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What the browser draws. ``rows`` are the same numbers as (series, when, value) texts."""

    title: str = ""
    summary: str = ""
    y_ticks: list[Tick] = field(default_factory=list[Tick])
    x_ticks: list[Tick] = field(default_factory=list[Tick])
    series: list[Series] = field(default_factory=list[Series])
    bars: list[Bar] = field(default_factory=list[Bar])
    legend: list[LegendEntry] = field(default_factory=list[LegendEntry])
    rows: list[list[str]] = field(default_factory=list[list[str]])


def line(
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    *,
    show: Callable[[float], str] = "{:,.0f}".format,
) -> Chart:
    """``title`` states the finding. More than four series is a table, not a chart."""
    if len(series) > MAX_SERIES:
        raise ValueError("a chart shows four series at most; group the rest")
    top = nice_top(max((max(values, default=0) for values in series.values()), default=0))
    xs = _spread(len(labels))
    return Chart(
        title=title,
        summary=_summary(title, labels, series, show),
        y_ticks=_y_ticks(top, show),
        x_ticks=_x_ticks(labels, xs),
        series=[
            Series(
                _path((x, _y(v, top)) for x, v in zip(xs, values, strict=True)),
                number,
            )
            for number, values in enumerate(series.values(), start=1)
        ],
        legend=[LegendEntry(name, number) for number, name in enumerate(series, start=1)]
        if len(series) > 1
        else [],
        rows=_rows(labels, series, show),
    )


def bars(
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    *,
    show: Callable[[float], str] = "{:,.0f}".format,
) -> Chart:
    top = nice_top(max(values, default=0))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(values))
    width = step * 0.7
    centers = [LEFT + step * (i + 0.5) for i in range(len(values))]
    return Chart(
        title=title,
        summary=_summary(title, labels, {title: values}, show),
        y_ticks=_y_ticks(top, show),
        x_ticks=_x_ticks(labels, centers),
        bars=[
            Bar(
                x=round(center - width / 2),
                y=round(_y(value, top)),
                width=max(1, round(width)),
                height=HEIGHT - BOTTOM - round(_y(value, top)),
                label=f"{label}: {show(value)}",
            )
            for label, value, center in zip(labels, values, centers, strict=True)
        ],
        rows=_rows(labels, {title: values}, show),
    )


def spark(values: Sequence[float]) -> str:
    """The path of a 72 by 24 sparkline; "" for fewer than two values."""
    if len(values) < 2:  # noqa: PLR2004
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = 72 / (len(values) - 1)
    return _path((i * step, 22 - (v - low) / span * 20) for i, v in enumerate(values))


def steps(
    title: str,
    summary: str,
    points: Sequence[tuple[float, float]],
    labels: Sequence[tuple[float, str]],
    rows: Sequence[tuple[str, str]],
    *,
    show: Callable[[float], str] = "{:,.0f}".format,
) -> Chart:
    """What holds until it changes. ``points`` are a place from 0 to 1 and the value from there
    on; ``labels`` stand below their places.
    """
    top = nice_top(max((value for _, value in points), default=0))
    corners: list[tuple[float, float]] = []
    for place, value in points:
        if corners:
            corners.append((_x(place), corners[-1][1]))
        corners.append((_x(place), _y(value, top)))
    if corners:
        corners.append((_x(1), corners[-1][1]))
    return Chart(
        title=title,
        summary=summary,
        y_ticks=_y_ticks(top, show),
        x_ticks=[Tick(round(_x(place)), HEIGHT - 8, label) for place, label in labels],
        series=[Series(_path(corners), 1)] if corners else [],
        rows=[[title, when, value] for when, value in rows],
    )


def nice_top(highest: float) -> float:
    """The end of an axis: 1, 2, 2.5 or 5 times a power of ten, at or above the highest
    value.
    """
    if highest <= 0:
        return 1
    power = 1.0
    while power * 10 <= highest:
        power *= 10
    while power > highest:
        power /= 10
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= highest)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - max(0.0, value) / top * (HEIGHT - TOP - BOTTOM)


def _x(place: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * place


def _spread(count: int) -> list[float]:
    inner = WIDTH - LEFT - RIGHT
    if count == 1:
        return [LEFT + inner / 2]
    return [LEFT + inner * i / (count - 1) for i in range(count)]


def _y_ticks(top: float, show: Callable[[float], str]) -> list[Tick]:
    values = [top * step / 4 for step in range(5)]
    return [Tick(LEFT, round(_y(value, top)), show(value)) for value in values]


def _x_ticks(labels: Sequence[str], xs: Sequence[float]) -> list[Tick]:
    every = -(-len(labels) // MAX_X_LABELS) or 1
    return [
        Tick(round(x), HEIGHT - 8, label)
        for i, (label, x) in enumerate(zip(labels, xs, strict=True))
        if i % every == 0
    ]


def _rows(
    labels: Sequence[str], series: Mapping[str, Sequence[float]], show: Callable[[float], str]
) -> list[list[str]]:
    return [
        [name, label, show(value)]
        for name, values in series.items()
        for label, value in zip(labels, values, strict=True)
    ]


def _summary(
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    show: Callable[[float], str],
) -> str:
    if not labels:
        return f"{title}. No data yet."
    ends = "; ".join(
        f"{name} from {show(values[0])} to {show(values[-1])}"
        for name, values in series.items()
        if values
    )
    return f"{title}. {labels[0]} to {labels[-1]}: {ends}."
