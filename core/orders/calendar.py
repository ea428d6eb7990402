"""When the parcels of an order arrive, as a file for calendars (RFC 5545)."""

from datetime import date, datetime, timedelta

from core.orders.read_models import OrderDetail, PartDetail

LONGEST_LINE = 74  # octets


def arrivals_ics(order: OrderDetail, now: datetime) -> bytes:
    """One event of whole days for each parcel that has dates."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//EcoMarket//Orders//EN"]
    for part in order.parts:
        if part.arrives_from and part.arrives_until:
            lines += _event(part, part.arrives_from, part.arrives_until, now)
    return b"".join(_folded(line) + b"\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(part: PartDetail, first: date, last: date, now: datetime) -> list[str]:
    contents = ", ".join(f"{line.quantity} × {line.title}" for line in part.lines)
    return [
        "BEGIN:VEVENT",
        f"UID:{part.number}@ecomarket",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'Parcel from {part.vendor_name}')}",
        f"DESCRIPTION:{_escaped(f'{part.number}: {contents}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> bytes:
    """No line is longer than 75 octets, and no character is cut in two."""
    rows, row = list[bytes](), b""
    for sign in line:
        octets = sign.encode()
        if len(row) + len(octets) > LONGEST_LINE:
            rows.append(row)
            row = b""
        row += octets
    return b"\r\n ".join([*rows, row])
