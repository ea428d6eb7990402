"""Growing waits for whoever tries too often."""

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from redis.exceptions import RedisError

from core.db.cache import cache
from core.identity.errors import TooManyAttempts
from core.kernel.errors import Unavailable

WINDOW_MS = 3_600_000
PREFIX = "throttle"
REMEMBERED_S = 30 * 86_400

# Counting and refusing in one step, so that parallel attempts cannot pass together.
TAKE = """
local wait = redis.call('PTTL', KEYS[2])
if wait > 0 then return wait end
local count = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
local over = count - tonumber(ARGV[2])
if over >= 0 then
  local pause = math.min(tonumber(ARGV[1]), tonumber(ARGV[3]) * 2 ^ math.min(over, 20))
  redis.call('SET', KEYS[2], '1', 'PX', string.format('%.0f', pause))
end
return 0
"""

TAKE_BACK = "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end"


@dataclass(frozen=True, slots=True)
class Limit:
    """``free`` attempts an hour, then a wait of ``pause_s`` that doubles with each further one
    up to an hour.
    """

    kind: str
    free: int
    pause_s: int


SIGN_IN_ACCOUNT = Limit("sign_in_account", free=5, pause_s=60)
SIGN_IN_ADDRESS = Limit("sign_in_address", free=30, pause_s=15)
MAIL_TO_ACCOUNT = Limit("mail_to_account", free=3, pause_s=600)
FORM_ADDRESS = Limit("form_address", free=60, pause_s=30)


async def attempt(limit: Limit, subject: str) -> None:
    """Count one attempt, or raise ``TooManyAttempts`` without counting it."""
    counter, gate = _keys(limit, subject)
    try:
        wait = await cache().eval(  # pyright: ignore[reportGeneralTypeIssues]
            TAKE, 2, counter, gate, WINDOW_MS, limit.free, limit.pause_s * 1000
        )
    except (RedisError, OSError) as error:
        raise Unavailable("This is not possible right now. Try again in a minute.") from error
    if int(wait) > 0:
        raise TooManyAttempts(max(1, -(-int(wait) // 1000)))


async def take_back(limit: Limit, subject: str) -> None:
    """Uncount one attempt that turned out to be fine; the count of others stays."""
    counter, _ = _keys(limit, subject)
    await cache().eval(TAKE_BACK, 1, counter)  # pyright: ignore[reportGeneralTypeIssues]


async def forgive(limit: Limit, subject: str) -> None:
    """Forget the attempts of someone who has shown who they are."""
    await cache().delete(*_keys(limit, subject))


async def remember(mark: str) -> None:
    """Keep a mark for 30 days."""
    await cache().set(f"{PREFIX}:mark:{mark}", "1", ex=REMEMBERED_S)


async def is_remembered(mark: str) -> bool:
    return bool(await cache().exists(f"{PREFIX}:mark:{mark}"))


def network(address: str) -> str:
    """What an attacker can hardly change: the address, of IPv6 the first half."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found) >> 64 << 64, 64)))
    return str(found)


def _keys(limit: Limit, subject: str) -> tuple[str, str]:
    """Subjects are hashed: addresses of people do not belong into a cache's key list."""
    digest = hashlib.sha256(subject.encode()).hexdigest()[:32]
    return f"{PREFIX}:{{{limit.kind}:{digest}}}:n", f"{PREFIX}:{{{limit.kind}:{digest}}}:wait"
