"""Does this password belong to this account?"""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries, throttle
from core.identity.emails import normal_email
from core.identity.errors import InvalidEmail
from core.identity.models import User
from core.identity.passwords import LONGEST, hash_password, verify_password
from core.kernel.secrets import token_hash


async def authenticate(
    session: AsyncSession, email: str, password: str, ip: str
) -> User | None:
    """The active account that ``password`` opens, or None; the work done is the same whether
    there is one or not.

    Attempts are counted per address and per account; an address from which the account was
    opened before has a counter of its own, so that strangers cannot lock the owner out.
    """
    name, ip = _sign_in_name(email), throttle.network(ip)
    await throttle.attempt(throttle.SIGN_IN_ADDRESS, ip)
    subject = await _account_subject(name, ip)
    await throttle.attempt(throttle.SIGN_IN_ACCOUNT, subject)

    user = await queries.find_user_by_email(session, name)
    stored = user.password_hash if user else None
    verdict = await verify_password(password[: LONGEST + 1], stored)
    if user is None or not verdict.matches or not user.is_active:
        return None
    if verdict.is_outdated:
        user.password_hash = await hash_password(password)
    await throttle.take_back(throttle.SIGN_IN_ADDRESS, ip)
    await throttle.forgive(throttle.SIGN_IN_ACCOUNT, subject)
    await throttle.remember(_known(name, ip))
    return user


async def _account_subject(name: str, ip: str) -> str:
    return f"{name}|{ip}" if await throttle.is_remembered(_known(name, ip)) else name


def _known(name: str, ip: str) -> str:
    return token_hash(f"{name}|{ip}").hex()


def _sign_in_name(email: str) -> str:
    """An address that cannot exist is looked up all the same: it must take as long."""
    try:
        return normal_email(email)
    except InvalidEmail:
        return email.strip().casefold()[:254]
