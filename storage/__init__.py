"""Rows: connections, transactions, SQL files, migrations. The only package that imports database drivers."""

from storage.database import Database, DatabaseError, Row, Transaction, database_file, open_database
from storage.migrations import NewerSchema, migrate, schema_version
from storage.moments import moment, stamp
from storage.sqlite import is_outage

__all__ = [
    "Database",
    "DatabaseError",
    "NewerSchema",
    "Row",
    "Transaction",
    "database_file",
    "is_outage",
    "migrate",
    "moment",
    "open_database",
    "schema_version",
    "stamp",
]
