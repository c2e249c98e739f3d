"""digital signatures, signed files and prints of papers

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

VERDICTS = (
    "'valid', 'undetermined', 'untrusted', 'stamp', 'unclear', 'early', 'expired', 'revoked', 'partial', 'altered', "
    "'broken', 'unsigned', 'unreadable'"
)
SIGNED = VERDICTS.removesuffix(", 'unsigned', 'unreadable'")
CURRENT = sa.text('replaced_at IS NULL')


def upgrade() -> None:
    op.create_table('signature_verdict',
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('signatures', sa.Integer(), nullable=False),
    sa.Column('signers', workflow.extensions.Json(), nullable=False),
    sa.Column('trust', sa.LargeBinary(length=32), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('checked_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint(f'verdict IN ({VERDICTS})', name=op.f('ck_signature_verdict_verdict')),
    sa.CheckConstraint('signatures BETWEEN 0 AND 20', name=op.f('ck_signature_verdict_some_signatures')),
    sa.CheckConstraint(f'(verdict IN ({SIGNED})) = (signatures > 0)', name=op.f('ck_signature_verdict_signed_has_signatures')),
    sa.CheckConstraint('tries >= 1', name=op.f('ck_signature_verdict_was_tried')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_signature_verdict'))
    )
    op.create_table('signed_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('paper_id', sa.Uuid(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=False),
    sa.Column('at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('replaced_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(paper_id IS NULL) <> (decision_id IS NULL)', name=op.f('ck_signed_file_of_one_paper')),
    sa.CheckConstraint('replaced_at IS NULL OR replaced_at >= at', name=op.f('ck_signed_file_replaced_after_it_came')),
    sa.CheckConstraint('size > 0', name=op.f('ck_signed_file_not_empty')),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_signed_file_paper_id_paper')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision_paper.id'], name=op.f('fk_signed_file_decision_id_decision_paper')),
    sa.ForeignKeyConstraint(['digest'], ['stored_file.digest'], name=op.f('fk_signed_file_digest_stored_file')),
    sa.ForeignKeyConstraint(['uploaded_by'], ['account.id'], name=op.f('fk_signed_file_uploaded_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_file'))
    )
    with op.batch_alter_table('signed_file', schema=None) as batch_op:
        batch_op.create_index('ix_signed_file_digest', ['digest'], unique=False)
        batch_op.create_index('uq_signed_file_current_decision', ['decision_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
        batch_op.create_index('uq_signed_file_current_paper', ['paper_id'], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)

    op.create_table('paper_print',
    sa.Column('paper_id', sa.Uuid(), nullable=False),
    sa.Column('printer', sa.String(length=60), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.CheckConstraint('length(printer) > 0', name=op.f('ck_paper_print_printer_is_named')),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_paper_print_paper_id_paper')),
    sa.PrimaryKeyConstraint('paper_id', 'printer', name=op.f('pk_paper_print'))
    )
    with op.batch_alter_table('paper_print', schema=None) as batch_op:
        batch_op.create_index('ix_paper_print_digest', ['digest'], unique=False)


def downgrade() -> None:
    op.drop_table('paper_print')
    op.drop_table('signed_file')
    op.drop_table('signature_verdict')
