"""Rows: connections, transactions, SQL files, migrations. The only package that imports database drivers."""

from storage.addresses import database_file, is_server, password_in, shown
from storage.database import (
    Database,
    Row,
    Session,
    Transaction,
    is_outage,
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
    "Session",
    "Transaction",
    "database_file",
    "is_outage",
    "is_server",
    "migrate",
    "moment",
    "open_database",
    "password_in",
    "schema_version",
    "shown",
    "stamp",
]
