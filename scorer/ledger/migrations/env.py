"""Run by Alembic with the connection that `store` gives it; the transaction is the caller's."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
