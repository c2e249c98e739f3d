"""estimates of communes, policies by version, schemes and projects, partners of units

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

TABLES = ('scheme_unit', 'scheme_commune', 'policy_kind', 'partner_unit', 'estimate_line', 'scheme', 'policy_version', 'partner', 'estimate', 'policy')


def upgrade() -> None:
    op.create_table('policy',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('lead', sa.String(length=40), nullable=False),
    sa.Column('versions', sa.Integer(), nullable=False),
    sa.CheckConstraint("lead IN ('agriculture_environment', 'industry_trade', 'science_technology', 'finance', 'education_training', 'culture_sports_tourism')", name=op.f('ck_policy_known_lead')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy'))
    )
    op.create_table('estimate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('submitted_by', sa.Uuid(), nullable=True),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.CheckConstraint("state <> 'returned' OR reason <> ''", name=op.f('ck_estimate_returned_says_why')),
    sa.CheckConstraint("state = 'draft' OR submitted_on IS NOT NULL", name=op.f('ck_estimate_submitted_on_a_day')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'noted', 'returned')", name=op.f('ck_estimate_known_state')),
    sa.CheckConstraint("state NOT IN ('noted', 'returned') OR answered_on IS NOT NULL", name=op.f('ck_estimate_answered_on_a_day')),
    sa.CheckConstraint('year BETWEEN 2020 AND 2100', name=op.f('ck_estimate_year')),
    sa.ForeignKeyConstraint(['answered_by'], ['account.id'], name=op.f('fk_estimate_answered_by_account')),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_estimate_commune_code_commune')),
    sa.ForeignKeyConstraint(['made_by'], ['account.id'], name=op.f('fk_estimate_made_by_account')),
    sa.ForeignKeyConstraint(['submitted_by'], ['account.id'], name=op.f('fk_estimate_submitted_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_estimate')),
    sa.UniqueConstraint('commune_code', 'year', name=op.f('uq_estimate_commune_code_year'))
    )
    op.create_index('ix_estimate_year', 'estimate', ['year', 'state'], unique=False)
    op.create_table('partner',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('search_key', sa.String(length=300), nullable=False),
    sa.Column('sort_key', sa.Text(), nullable=False),
    sa.Column('commune_code', sa.String(length=5), nullable=True),
    sa.Column('contact', sa.String(length=300), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('active_from', sa.Date(), nullable=False),
    sa.Column('active_until', sa.Date(), nullable=True),
    sa.Column('edited', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind = 'association' OR commune_code IS NOT NULL", name=op.f('ck_partner_has_its_commune')),
    sa.CheckConstraint("kind IN ('association', 'cooperative', 'cooperative_group', 'enterprise')", name=op.f('ck_partner_known_kind')),
    sa.CheckConstraint("name <> ''", name=op.f('ck_partner_is_named')),
    sa.CheckConstraint('active_until >= active_from', name=op.f('ck_partner_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_partner_commune_code_commune')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner'))
    )
    op.create_index(op.f('ix_partner_commune_code'), 'partner', ['commune_code'], unique=False)
    op.create_table('policy_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('policy_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('edited', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('legal_basis', sa.String(length=500), nullable=False),
    sa.Column('mark', sa.String(length=1), nullable=False),
    sa.Column('rate', sa.Integer(), nullable=True),
    sa.Column('amount_vnd', sa.BigInteger(), nullable=True),
    sa.Column('each', sa.String(length=60), nullable=False),
    sa.Column('covers', sa.String(length=500), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('returned_why', sa.String(length=500), nullable=False),
    sa.Column('counts_from', sa.Date(), nullable=True),
    sa.Column('put_by', sa.Uuid(), nullable=True),
    sa.Column('put_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.Column('ended_why', sa.String(length=500), nullable=False),
    sa.CheckConstraint("(ended_on IS NULL) = (ended_why = '')", name=op.f('ck_policy_version_ended_says_why')),
    sa.CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name=op.f('ck_policy_version_ended_has_its_day')),
    sa.CheckConstraint("(state IN ('in_force', 'ended')) = (counts_from IS NOT NULL)", name=op.f('ck_policy_version_counts_when_in_force')),
    sa.CheckConstraint("legal_basis <> ''", name=op.f('ck_policy_version_says_its_ground')),
    sa.CheckConstraint("mark IN ('P', 'F', 'M', 'I')", name=op.f('ck_policy_version_known_mark')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'in_force', 'ended')", name=op.f('ck_policy_version_known_state')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_policy_version_is_named')),
    sa.CheckConstraint('amount_vnd > 0', name=op.f('ck_policy_version_amount')),
    sa.CheckConstraint('counts_from >= valid_from', name=op.f('ck_policy_version_counts_within_its_days')),
    sa.CheckConstraint('number > 0', name=op.f('ck_policy_version_number_from_one')),
    sa.CheckConstraint('rate BETWEEN 1 AND 10000', name=op.f('ck_policy_version_rate')),
    sa.CheckConstraint('valid_until >= valid_from', name=op.f('ck_policy_version_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['ended_by'], ['account.id'], name=op.f('fk_policy_version_ended_by_account')),
    sa.ForeignKeyConstraint(['made_by'], ['account.id'], name=op.f('fk_policy_version_made_by_account')),
    sa.ForeignKeyConstraint(['policy_id'], ['policy.id'], name=op.f('fk_policy_version_policy_id_policy')),
    sa.ForeignKeyConstraint(['put_by'], ['account.id'], name=op.f('fk_policy_version_put_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_version')),
    sa.UniqueConstraint('policy_id', 'number', name=op.f('uq_policy_version_policy_id_number'))
    )
    op.create_index('uq_policy_version_under_way', 'policy_version', ['policy_id'], unique=True, sqlite_where=sa.text("state IN ('draft', 'submitted')"), postgresql_where=sa.text("state IN ('draft', 'submitted')"))
    op.create_table('scheme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('lead', sa.String(length=40), nullable=False),
    sa.Column('legal_basis', sa.String(length=500), nullable=False),
    sa.Column('asked_vnd', sa.BigInteger(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('edited', sa.Integer(), nullable=False),
    sa.Column('returned_why', sa.String(length=500), nullable=False),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(decided_on IS NULL) = (number = '')", name=op.f('ck_scheme_decided_by_a_paper')),
    sa.CheckConstraint("(state = 'draft') = (submitted_on IS NULL)", name=op.f('ck_scheme_submitted_on_a_day')),
    sa.CheckConstraint("(state IN ('approved', 'refused')) = (decided_on IS NOT NULL)", name=op.f('ck_scheme_decided_on_a_day')),
    sa.CheckConstraint("kind IN ('scheme', 'project')", name=op.f('ck_scheme_known_kind')),
    sa.CheckConstraint("lead IN ('agriculture_environment', 'industry_trade', 'science_technology', 'finance', 'education_training', 'culture_sports_tourism')", name=op.f('ck_scheme_known_lead')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'approved', 'refused')", name=op.f('ck_scheme_known_state')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_scheme_is_named')),
    sa.CheckConstraint('asked_vnd >= 0', name=op.f('ck_scheme_money')),
    sa.ForeignKeyConstraint(['made_by'], ['account.id'], name=op.f('fk_scheme_made_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheme'))
    )
    op.create_index(op.f('ix_scheme_state'), 'scheme', ['state'], unique=False)
    op.create_table('estimate_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('estimate_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('content', sa.String(length=500), nullable=False),
    sa.Column('source', sa.String(length=1), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("purpose <> ''", name=op.f('ck_estimate_line_says_what_for')),
    sa.CheckConstraint("source IN ('B', 'C', 'L', 'K', 'H')", name=op.f('ck_estimate_line_source')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_estimate_line_amount')),
    sa.ForeignKeyConstraint(['estimate_id'], ['estimate.id'], name=op.f('fk_estimate_line_estimate_id_estimate')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_estimate_line_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_estimate_line'))
    )
    op.create_index(op.f('ix_estimate_line_estimate_id'), 'estimate_line', ['estimate_id'], unique=False)
    op.create_index(op.f('ix_estimate_line_unit_id'), 'estimate_line', ['unit_id'], unique=False)
    op.create_table('partner_unit',
    sa.Column('partner_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_unit_partner_id_partner')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_partner_unit_unit_id_unit')),
    sa.PrimaryKeyConstraint('partner_id', 'unit_id', name=op.f('pk_partner_unit'))
    )
    op.create_index(op.f('ix_partner_unit_unit_id'), 'partner_unit', ['unit_id'], unique=False)
    op.create_table('policy_kind',
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['policy_version.id'], name=op.f('fk_policy_kind_version_id_policy_version')),
    sa.PrimaryKeyConstraint('version_id', 'kind', name=op.f('pk_policy_kind'))
    )
    op.create_index(op.f('ix_policy_kind_kind'), 'policy_kind', ['kind'], unique=False)
    op.create_table('scheme_commune',
    sa.Column('scheme_id', sa.Uuid(), nullable=False),
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_scheme_commune_commune_code_commune')),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.id'], name=op.f('fk_scheme_commune_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('scheme_id', 'commune_code', name=op.f('pk_scheme_commune'))
    )
    op.create_index(op.f('ix_scheme_commune_commune_code'), 'scheme_commune', ['commune_code'], unique=False)
    op.create_table('scheme_unit',
    sa.Column('scheme_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.id'], name=op.f('fk_scheme_unit_scheme_id_scheme')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_scheme_unit_unit_id_unit')),
    sa.PrimaryKeyConstraint('scheme_id', 'unit_id', name=op.f('pk_scheme_unit'))
    )
    op.create_index(op.f('ix_scheme_unit_unit_id'), 'scheme_unit', ['unit_id'], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
