"""rows of the annex added by hand, doubtful slips settled by people, classes of training, sheets brought in

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

MARKS = "mark IN ('P', 'F', 'M', 'C', 'N')"
OLD_MARKS = "mark IN ('P', 'F', 'M')"


def upgrade() -> None:
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('entered_on', sa.Date(), nullable=True))

    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('added_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('added_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('added_ground', sa.String(length=300), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_plan_item_added_by_account'), 'account', ['added_by'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_plan_item_added_by_somebody'), '(added_on IS NULL) = (added_by IS NULL)')
        batch_op.create_check_constraint(batch_op.f('ck_plan_item_added_on_a_ground'), "(added_on IS NULL) = (added_ground = '')")
    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.alter_column('added_ground', server_default=None)

    _marks(MARKS, "(mark IN ('P', 'F', 'C')) = is_applied")
    op.create_table('training_class',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('topic', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('teacher', sa.String(length=200), nullable=False),
    sa.Column('held_from', sa.Date(), nullable=False),
    sa.Column('held_until', sa.Date(), nullable=False),
    sa.Column('learners', sa.Integer(), nullable=False),
    sa.Column('new_learners', sa.Integer(), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
    sa.CheckConstraint("topic IN ('craft', 'safety', 'digital')", name=op.f('ck_training_class_known_topic')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_training_class_is_named')),
    sa.CheckConstraint('held_until >= held_from', name=op.f('ck_training_class_ends_after_it_begins')),
    sa.CheckConstraint('learners > 0', name=op.f('ck_training_class_somebody_learns')),
    sa.CheckConstraint('new_learners BETWEEN 0 AND learners', name=op.f('ck_training_class_new_ones_are_among_them')),
    sa.CheckConstraint('(withdrawn_by IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_training_class_withdrawn_by_somebody')),
    sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name=op.f('ck_training_class_withdrawn_says_why')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_training_class_unit_id_unit')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_training_class_recorded_by_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['account.id'], name=op.f('fk_training_class_withdrawn_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_class'))
    )
    op.create_index('ix_training_class_unit', 'training_class', ['unit_id', 'held_from'], unique=False)


    op.create_table('feed_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('feed', sa.String(length=40), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('rows', workflow.extensions.Json(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=False),
    sa.Column('uploaded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('count > 0', name=op.f('ck_feed_import_holds_rows')),
    sa.CheckConstraint("feed <> ''", name=op.f('ck_feed_import_is_of_a_feed')),
    sa.ForeignKeyConstraint(['uploaded_by'], ['account.id'], name=op.f('fk_feed_import_uploaded_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_import'))
    )
    op.create_index('ix_feed_import_uploaded_by', 'feed_import', ['uploaded_by', 'uploaded_at'], unique=False)


def _marks(known: str, applied: str) -> None:
    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_correction_mark'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_correction_only_sure_ones_are_applied'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_correction_mark'), known)
        batch_op.create_check_constraint(batch_op.f('ck_correction_only_sure_ones_are_applied'), applied)


def downgrade() -> None:
    op.drop_index('ix_feed_import_uploaded_by', table_name='feed_import')
    op.drop_table('feed_import')
    op.drop_index('ix_training_class_unit', table_name='training_class')
    op.drop_table('training_class')
    _marks(OLD_MARKS, "(mark IN ('P', 'F')) = is_applied")
    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_plan_item_added_on_a_ground'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_plan_item_added_by_somebody'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_plan_item_added_by_account'), type_='foreignkey')
        batch_op.drop_column('added_ground')
        batch_op.drop_column('added_by')
        batch_op.drop_column('added_on')
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.drop_column('entered_on')
