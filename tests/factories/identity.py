"""Accounts as tests need them."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import sessions
from core.identity.models import App, User, UserRole
from core.identity.passwords import hash_password
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.principal import Principal, Role

PASSWORD = "plain oak and beeswax"
_hashes: dict[str, str] = {}


async def hashed(password: str) -> str:
    """Each password is hashed once per run."""
    if password not in _hashes:
        _hashes[password] = await hash_password(password)
    return _hashes[password]


async def a_user(
    session: AsyncSession,
    *,
    email: str = "",
    name: str = "Ada Weaver",
    password: str = PASSWORD,
    password_hash: str | None = None,
    roles: tuple[Role, ...] = (Role.CUSTOMER,),
    is_confirmed: bool = True,
    is_active: bool = True,
) -> User:
    user = User(
        email=email or f"{new_id()}@example.com",
        name=name,
        password_hash=password_hash or await hashed(password),
        email_verified_at=utc_now() if is_confirmed else None,
        is_active=is_active,
    )
    session.add(user)
    await session.flush()
    session.add_all(UserRole(user_id=user.id, role=role) for role in roles)
    await session.flush()
    return user


async def a_session(session: AsyncSession, user: User, app: App = App.STOREFRONT) -> str:
    return await sessions.open_session(session, user, app, "192.0.2.1", "Firefox")


async def staff(session: AsyncSession, role: Role = Role.ADMIN) -> Principal:
    user = await a_user(session, name="Olga Operator", roles=(Role.CUSTOMER, role))
    return Principal(user_id=user.id, roles=frozenset({role}), email=user.email)


def customer(user: User) -> Principal:
    return Principal(user_id=user.id, roles=frozenset({Role.CUSTOMER}), email=user.email)
