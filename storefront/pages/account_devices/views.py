"""A browser that is told, for its owner."""

from dataclasses import dataclass
from typing import Self

from core.notifications.push import Device
from core.ui.format import day


@dataclass(frozen=True, slots=True)
class DeviceView:
    id: str = ""
    label: str = ""
    since: str = ""
    last: str = ""
    is_here: bool = False

    @classmethod
    def of(cls, device: Device) -> Self:
        return cls(
            id=str(device.id),
            label=device.label,
            since=f"Since {day(device.since)}",
            last=f"last told on {day(device.last_success_at)}"
            if device.last_success_at
            else "not told anything yet",
            is_here=device.is_here,
        )
