"""Identifiers: UUIDv7, so that keys sort by time of creation and index pages stay warm."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    return uuid_utils.compat.uuid7()
