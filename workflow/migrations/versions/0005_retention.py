"""retention

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

COLUMNS = (
    ('dossier', 'edited_on', sa.Date(), None, None),
    ('dossier', 'purged_on', sa.Date(), 'ck_dossier_purged_when_closed', "purged_on IS NULL OR NOT is_open"),
    ('entry', 'reason_digest', sa.LargeBinary(), 'ck_entry_erased_reason_is_empty', "reason_digest IS NULL OR reason = ''"),
)


def upgrade() -> None:
    # A column brings its CHECK with it: SQLite can add such a column, but no constraint to a table that is there.
    dialect = op.get_bind().dialect
    for table, column, kind, name, check in COLUMNS:
        rule = f' CONSTRAINT {name} CHECK ({check})' if name else ''
        op.execute(f'ALTER TABLE {table} ADD COLUMN {column} {kind.compile(dialect=dialect)}{rule}')

    op.create_table('retention_schedule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('months', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("ground <> ''", name=op.f('ck_retention_schedule_says_on_what_ground')),
    sa.CheckConstraint("kind IN ('dossier')", name=op.f('ck_retention_schedule_kind')),
    sa.CheckConstraint('months IS NULL OR months BETWEEN 12 AND 1200', name=op.f('ck_retention_schedule_a_year_at_least')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_retention_schedule_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_schedule'))
    )
    op.create_index('ix_retention_schedule_kind', 'retention_schedule', ['kind', 'valid_from'], unique=False)

    op.create_table('retention_notice',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.Column('purge_on', sa.Date(), nullable=False),
    sa.CheckConstraint('purge_on > told_on', name=op.f('ck_retention_notice_told_before')),
    sa.CheckConstraint('purge_on >= due_on', name=op.f('ck_retention_notice_not_before_it_is_due')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_retention_notice_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', 'due_on', name=op.f('pk_retention_notice'))
    )

    op.create_table('retention_postponement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_retention_postponement_says_why')),
    sa.CheckConstraint('until_on > "on"', name=op.f('ck_retention_postponement_until_later')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_retention_postponement_by_account')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_retention_postponement_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_postponement'))
    )
    op.create_index(op.f('ix_retention_postponement_dossier_id'), 'retention_postponement', ['dossier_id'], unique=False)

    op.create_table('legal_hold',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('lifted_by', sa.Uuid(), nullable=True),
    sa.Column('lifted_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lift_reason', sa.Text(), nullable=False),
    sa.CheckConstraint("(lifted_at IS NULL) = (lift_reason = '')", name=op.f('ck_legal_hold_lift_says_why')),
    sa.CheckConstraint('(lifted_by IS NULL) = (lifted_at IS NULL)', name=op.f('ck_legal_hold_lifted_by_somebody')),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_legal_hold_says_why')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_legal_hold_by_account')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_legal_hold_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['lifted_by'], ['account.id'], name=op.f('fk_legal_hold_lifted_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_hold'))
    )
    op.create_index('uq_legal_hold_live', 'legal_hold', ['dossier_id'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.create_table('purge',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('rule', sa.String(length=300), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('purged_on', sa.Date(), nullable=False),
    sa.Column('entry_number', sa.Integer(), nullable=False),
    sa.Column('files', sa.Integer(), nullable=False),
    sa.Column('households', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.Integer(), nullable=False),
    sa.CheckConstraint('files >= 0 AND households >= 0 AND reasons >= 0', name=op.f('ck_purge_counts')),
    sa.CheckConstraint("kind IN ('draft', 'dossier')", name=op.f('ck_purge_kind')),
    sa.CheckConstraint('purged_on >= due_on', name=op.f('ck_purge_not_before_it_is_due')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_purge_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_purge'))
    )

    op.create_table('purged_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('part_code', sa.String(length=40), nullable=False),
    sa.Column('item_code', sa.String(length=40), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_purged_file_was_not_empty')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_purged_file_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purged_file'))
    )
    op.create_index(op.f('ix_purged_file_dossier_id'), 'purged_file', ['dossier_id'], unique=False)


def downgrade() -> None:
    for table in ('purged_file', 'purge', 'legal_hold', 'retention_postponement', 'retention_notice', 'retention_schedule'):
        op.drop_table(table)
    for table, column, *_rest in reversed(COLUMNS):
        op.execute(f'ALTER TABLE {table} DROP COLUMN {column}')
