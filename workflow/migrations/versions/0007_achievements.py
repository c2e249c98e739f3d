"""links with tourism, intellectual property rights and OCOP ratings of units

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('unit_achievement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('form', sa.String(length=20), nullable=False),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('number', sa.String(length=100), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
    sa.CheckConstraint("kind IN ('tourism', 'ip_right', 'ocop')", name=op.f('ck_unit_achievement_known_kind')),
    sa.CheckConstraint("what <> ''", name=op.f('ck_unit_achievement_is_named')),
    sa.CheckConstraint('valid_until >= valid_from', name=op.f('ck_unit_achievement_ends_after_it_begins')),
    sa.CheckConstraint('(withdrawn_by IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_unit_achievement_withdrawn_by_somebody')),
    sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name=op.f('ck_unit_achievement_withdrawn_says_why')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_achievement_unit_id_unit')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_unit_achievement_recorded_by_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['account.id'], name=op.f('fk_unit_achievement_withdrawn_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_achievement'))
    )
    op.create_index('ix_unit_achievement_unit', 'unit_achievement', ['unit_id', 'kind'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_unit_achievement_unit', table_name='unit_achievement')
    op.drop_table('unit_achievement')
