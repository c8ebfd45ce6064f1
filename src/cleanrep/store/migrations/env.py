"""What Alembic runs for each migration: on the connection that it is given, inside the transaction of its owner."""

from alembic import context

from cleanrep.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
