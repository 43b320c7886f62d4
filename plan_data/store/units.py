"""Units and classes as the database keeps them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.tables import UnitClassRow, UnitRow
from plan_data.units import Unit, UnitClass, UnitDirectory


async def save_directory(session: AsyncSession, directory: UnitDirectory) -> None:
    """Write all units and classes of the directory; those known by their code are brought up to date.

    :raises IntegrityError: a unit turned out to be another one under a second code and has duties already.
    """
    if directory.units:
        statement = insert_or(session, UnitRow)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["code"],
                set_={
                    name: statement.excluded[name]
                    for name in (
                        "position",
                        "name",
                        "display_name",
                        "short_name",
                        "kind",
                        "level",
                        "parent_code",
                        "aliases",
                        "other_codes",
                    )
                },
            ),
            [
                {
                    "code": unit.code,
                    "position": position,
                    "name": unit.name,
                    "display_name": directory.display_name(unit.code),
                    "short_name": unit.short_name,
                    "kind": unit.kind,
                    "level": unit.level,
                    "parent_code": unit.parent_code,
                    "aliases": list(unit.aliases),
                    "other_codes": list(unit.other_codes),
                }
                for position, unit in enumerate(directory.units)
            ],
        )
    if directory.classes:
        statement = insert_or(session, UnitClassRow)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["code"],
                set_={
                    name: statement.excluded[name]
                    for name in ("position", "name", "aliases", "level", "members")
                },
            ),
            [
                {
                    "code": unit_class.code,
                    "position": position,
                    "name": unit_class.name,
                    "aliases": list(unit_class.aliases),
                    "level": unit_class.level,
                    "members": list(unit_class.members),
                }
                for position, unit_class in enumerate(directory.classes)
            ],
        )

    codes = [unit.code for unit in directory.units]
    merged_away = [
        row
        for row in await session.scalars(
            select(UnitRow).where(UnitRow.code.not_in(codes), UnitRow.ended_on.is_(None))
        )
        if directory.get(row.code) is not None
    ]
    for row in merged_away:
        # The same unit under another register's code, loaded before its own name was known.
        await session.delete(row)


async def load_directory(session: AsyncSession) -> UnitDirectory:
    """All units that exist now, and all classes, in the order they were given."""
    units = await session.scalars(
        select(UnitRow).where(UnitRow.ended_on.is_(None)).order_by(UnitRow.position, UnitRow.code)
    )
    classes = await session.scalars(select(UnitClassRow).order_by(UnitClassRow.position, UnitClassRow.code))
    return UnitDirectory(
        [
            Unit(
                code=row.code,
                name=row.name,
                short_name=row.short_name,
                kind=row.kind,
                level=row.level,
                parent_code=row.parent_code,
                aliases=tuple(row.aliases),
                other_codes=tuple(row.other_codes),
            )
            for row in units
        ],
        [
            UnitClass(
                code=row.code,
                name=row.name,
                aliases=tuple(row.aliases),
                level=row.level,
                members=tuple(row.members),
            )
            for row in classes
        ],
    )


async def ended_units(session: AsyncSession) -> frozenset[str]:
    """Codes of units that were merged into others or split up."""
    return frozenset(await session.scalars(select(UnitRow.code).where(UnitRow.ended_on.is_not(None))))
