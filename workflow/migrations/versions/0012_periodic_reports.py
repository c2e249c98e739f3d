"""reports of a period, with what they said when they were approved

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('periodic_report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('difficulties', sa.Text(), nullable=False),
    sa.Column('proposals', sa.Text(), nullable=False),
    sa.Column('standing', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('returned_why', sa.String(length=1000), nullable=False),
    sa.Column('drafted_by', sa.Uuid(), nullable=False),
    sa.Column('drafted_on', sa.Date(), nullable=False),
    sa.Column('drafted_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('approved_by', sa.Uuid(), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('approved_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('snapshot', sa.Text(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('numbered_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint("standing IN ('draft', 'presented', 'approved')", name=op.f('ck_periodic_report_known_standing')),
    sa.CheckConstraint('last >= first', name=op.f('ck_periodic_report_ends_after_it_begins')),
    sa.CheckConstraint('version > 0', name=op.f('ck_periodic_report_version_from_one')),
    sa.CheckConstraint("(standing = 'approved') = (approved_by IS NOT NULL)", name=op.f('ck_periodic_report_approved_by_somebody')),
    sa.CheckConstraint('(approved_by IS NULL) = (approved_on IS NULL)', name=op.f('ck_periodic_report_approved_on_a_day')),
    sa.CheckConstraint('(approved_on IS NULL) = (approved_at IS NULL)', name=op.f('ck_periodic_report_approved_day_and_instant')),
    sa.CheckConstraint('approved_on IS NULL OR approved_on > last', name=op.f('ck_periodic_report_approved_when_over')),
    sa.CheckConstraint('approved_by IS NULL OR approved_by <> drafted_by', name=op.f('ck_periodic_report_approved_by_another')),
    sa.CheckConstraint("(standing = 'approved') = (snapshot <> '')", name=op.f('ck_periodic_report_keeps_what_was_approved')),
    sa.CheckConstraint("(snapshot = '') = (digest IS NULL)", name=op.f('ck_periodic_report_snapshot_has_its_digest')),
    sa.CheckConstraint("number = '' OR standing = 'approved'", name=op.f('ck_periodic_report_numbered_when_approved')),
    sa.CheckConstraint("(number = '') = (issued_on IS NULL)", name=op.f('ck_periodic_report_number_and_day')),
    sa.CheckConstraint("(number = '') = (numbered_by IS NULL)", name=op.f('ck_periodic_report_numbered_by_somebody')),
    sa.ForeignKeyConstraint(['approved_by'], ['account.id'], name=op.f('fk_periodic_report_approved_by_account')),
    sa.ForeignKeyConstraint(['drafted_by'], ['account.id'], name=op.f('fk_periodic_report_drafted_by_account')),
    sa.ForeignKeyConstraint(['numbered_by'], ['account.id'], name=op.f('fk_periodic_report_numbered_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_periodic_report'))
    )
    op.create_index('ix_periodic_report_last', 'periodic_report', ['last', 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_periodic_report_last', table_name='periodic_report')
    op.drop_table('periodic_report')
