"""long work that people ask for, and reports of a period with what they said

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'running')")


def upgrade() -> None:
    op.create_table('errand',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('params', workflow.extensions.Json(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('started_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('heartbeat_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('finished_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('said', sa.String(length=500), nullable=False),
    sa.Column('leads_to', sa.String(length=200), nullable=False),
    sa.Column('error', sa.String(length=1000), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('kept_until', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name=op.f('ck_errand_known_state')),
    sa.CheckConstraint("kind <> ''", name=op.f('ck_errand_is_of_a_kind')),
    sa.CheckConstraint('done >= 0 AND total >= 0 AND (total = 0 OR done <= total)', name=op.f('ck_errand_counts_its_steps')),
    sa.CheckConstraint("(state IN ('waiting', 'running')) = (finished_at IS NULL)", name=op.f('ck_errand_finished_when_over')),
    sa.CheckConstraint("(state = 'running') = (heartbeat_at IS NOT NULL)", name=op.f('ck_errand_lives_while_it_runs')),
    sa.CheckConstraint("state NOT IN ('running', 'done') OR started_at IS NOT NULL", name=op.f('ck_errand_began_before_it_ran')),
    sa.CheckConstraint("(state = 'failed') = (error <> '')", name=op.f('ck_errand_failed_says_why')),
    sa.CheckConstraint("digest IS NULL OR (state = 'done' AND file_name <> '')", name=op.f('ck_errand_file_when_done')),
    sa.CheckConstraint("(file_name <> '') = (kept_until IS NOT NULL)", name=op.f('ck_errand_file_is_kept_until')),
    sa.CheckConstraint('attempt >= 0 AND size >= 0', name=op.f('ck_errand_counts')),
    sa.ForeignKeyConstraint(['asked_by'], ['account.id'], name=op.f('fk_errand_asked_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_errand'))
    )
    op.create_index('ix_errand_asked_by', 'errand', ['asked_by', 'asked_at'], unique=False)
    op.create_index('ix_errand_open', 'errand', ['asked_at'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index('ix_errand_open', table_name='errand', sqlite_where=OPEN, postgresql_where=OPEN)
    op.drop_index('ix_errand_asked_by', table_name='errand')
    op.drop_table('errand')
