"""What fails inside a savepoint is undone by itself; what stands around it in the transaction is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

import databases
from storage import migrate, open_database


async def test_a_failure_undoes_its_savepoint_and_nothing_else(tmp_path: Path) -> None:
    database = await open_database(databases.url(tmp_path / "rows.sqlite"))
    woken: list[str] = []
    try:
        await migrate(database)
        async with database.transaction() as tx:
            await tx.meta.put(key="before", value="kept")
            with pytest.raises(RuntimeError, match="a bug"):
                async with tx.savepoint():
                    await tx.meta.put(key="inside", value="undone")
                    tx.after_commit.append(lambda: woken.append("inside"))
                    raise RuntimeError("a bug")
            async with tx.savepoint():
                await tx.meta.put(key="after", value="kept")
                tx.after_commit.append(lambda: woken.append("after"))
        async with database.reading() as tx:
            found = [await tx.meta.get(key=key) for key in ("before", "inside", "after")]
        assert (found, woken) == (["kept", None, "kept"], ["after"])
    finally:
        await database.close()


async def test_what_a_savepoint_may_undo_is_noted_in_memory_also_after_the_schema_was_brought_up_to_date(
    tmp_path: Path,
) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'rows.sqlite'}")
    try:
        await migrate(database)
        async with database.transaction() as tx:
            ((store,),) = await tx.select("PRAGMA temp_store")
        assert store == 2
    finally:
        await database.close()
