"""Rows: connections, transactions, SQL files, migrations. The only package that imports database drivers."""

from storage.database import (
    Database,
    Row,
    Transaction,
    database_file,
    is_outage,
    is_server,
    open_database,
)
from storage.errors import DatabaseError, Outage
from storage.migrations import NewerSchema, migrate, schema_version
from storage.moments import moment, stamp

__all__ = [
    "Database",
    "DatabaseError",
    "NewerSchema",
    "Outage",
    "Row",
    "Transaction",
    "database_file",
    "is_outage",
    "is_server",
    "migrate",
    "moment",
    "open_database",
    "schema_version",
    "stamp",
]
