"""people who agreed to be shown, photos and stories, artisans, products, and where places of units are

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

import workflow.extensions

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('site_place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('site_id', sa.Uuid(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.Column('given_by', sa.Uuid(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('given_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.Column('ended_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_why', sa.String(length=500), nullable=False),
    sa.CheckConstraint('latitude BETWEEN 21.3 AND 22.9', name=op.f('ck_site_place_latitude')),
    sa.CheckConstraint('longitude BETWEEN 103.4 AND 105.2', name=op.f('ck_site_place_longitude')),
    sa.CheckConstraint('(ended_by IS NULL) = (ended_at IS NULL)', name=op.f('ck_site_place_ended_by_somebody')),
    sa.CheckConstraint("(ended_at IS NULL) = (ended_why = '')", name=op.f('ck_site_place_ended_says_why')),
    sa.ForeignKeyConstraint(['site_id'], ['unit_site.id'], name=op.f('fk_site_place_site_id_unit_site')),
    sa.ForeignKeyConstraint(['given_by'], ['account.id'], name=op.f('fk_site_place_given_by_account')),
    sa.ForeignKeyConstraint(['ended_by'], ['account.id'], name=op.f('fk_site_place_ended_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_place'))
    )
    op.create_index('uq_site_place_standing', 'site_place', ['site_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('data_subject',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_data_subject_is_named')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_data_subject_unit_id_unit')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_data_subject_recorded_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_subject'))
    )
    op.create_index(op.f('ix_data_subject_unit_id'), 'data_subject', ['unit_id'], unique=False)
    op.create_table('consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('wording_version', sa.String(length=20), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('scan_digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('scan_name', sa.String(length=200), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_at', workflow.extensions.UtcDateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('told_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint("kind IN ('photo', 'story', 'name', 'phone')", name=op.f('ck_consent_known_kind')),
    sa.CheckConstraint("channel IN ('paper', 'in_person', 'online')", name=op.f('ck_consent_known_channel')),
    sa.CheckConstraint("(scan_digest IS NULL) = (scan_name = '')", name=op.f('ck_consent_scan_is_named')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_consent_withdrawn_day_and_instant')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_by IS NULL)', name=op.f('ck_consent_withdrawn_by_somebody')),
    sa.CheckConstraint('withdrawn_on >= given_on', name=op.f('ck_consent_withdrawn_after_it_was_given')),
    sa.CheckConstraint('(told_on IS NULL) = (told_by IS NULL)', name=op.f('ck_consent_told_by_somebody')),
    sa.CheckConstraint('told_on IS NULL OR withdrawn_on IS NOT NULL', name=op.f('ck_consent_told_of_a_withdrawal')),
    sa.ForeignKeyConstraint(['subject_id'], ['data_subject.id'], name=op.f('fk_consent_subject_id_data_subject')),
    sa.ForeignKeyConstraint(['scan_digest'], ['stored_file.digest'], name=op.f('fk_consent_scan_digest_stored_file')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_consent_recorded_by_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['account.id'], name=op.f('fk_consent_withdrawn_by_account')),
    sa.ForeignKeyConstraint(['told_by'], ['account.id'], name=op.f('fk_consent_told_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    op.create_index('ix_consent_scan', 'consent', ['scan_digest'], unique=False)
    op.create_index('uq_consent_live', 'consent', ['subject_id', 'kind'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_table('exhibit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
    sa.Column('erased_by', sa.Uuid(), nullable=True),
    sa.Column('erased_on', sa.Date(), nullable=True),
    sa.CheckConstraint("kind IN ('photo', 'story')", name=op.f('ck_exhibit_known_kind')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_exhibit_has_a_title')),
    sa.CheckConstraint("(kind = 'photo' AND erased_on IS NULL) = (digest IS NOT NULL)", name=op.f('ck_exhibit_photo_has_its_file')),
    sa.CheckConstraint("(digest IS NULL) = (media_type = '')", name=op.f('ck_exhibit_file_has_its_type')),
    sa.CheckConstraint("(kind = 'story' AND erased_on IS NULL) = (body <> '')", name=op.f('ck_exhibit_story_has_its_words')),
    sa.CheckConstraint('(withdrawn_by IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_exhibit_withdrawn_by_somebody')),
    sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name=op.f('ck_exhibit_withdrawn_says_why')),
    sa.CheckConstraint('(erased_by IS NULL) = (erased_on IS NULL)', name=op.f('ck_exhibit_erased_by_somebody')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_exhibit_unit_id_unit')),
    sa.ForeignKeyConstraint(['digest'], ['stored_file.digest'], name=op.f('fk_exhibit_digest_stored_file')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_exhibit_recorded_by_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['account.id'], name=op.f('fk_exhibit_withdrawn_by_account')),
    sa.ForeignKeyConstraint(['erased_by'], ['account.id'], name=op.f('fk_exhibit_erased_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exhibit'))
    )
    op.create_index(op.f('ix_exhibit_digest'), 'exhibit', ['digest'], unique=False)
    op.create_index(op.f('ix_exhibit_unit_id'), 'exhibit', ['unit_id'], unique=False)
    op.create_table('exhibit_consent',
    sa.Column('exhibit_id', sa.Uuid(), nullable=False),
    sa.Column('consent_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['exhibit_id'], ['exhibit.id'], name=op.f('fk_exhibit_consent_exhibit_id_exhibit')),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_exhibit_consent_consent_id_consent')),
    sa.PrimaryKeyConstraint('exhibit_id', 'consent_id', name=op.f('pk_exhibit_consent'))
    )
    op.create_index(op.f('ix_exhibit_consent_consent_id'), 'exhibit_consent', ['consent_id'], unique=False)
    op.create_table('artisan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('rank', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('craft', sa.String(length=300), nullable=False),
    sa.Column('decision_number', sa.String(length=100), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
    sa.CheckConstraint("rank IN ('people', 'meritorious', 'artisan', 'skilled', 'craftsperson')", name=op.f('ck_artisan_known_rank')),
    sa.CheckConstraint("name <> ''", name=op.f('ck_artisan_is_named')),
    sa.CheckConstraint("(rank IN ('people', 'meritorious', 'artisan', 'skilled')) = (decision_number <> '')", name=op.f('ck_artisan_titled_by_decision')),
    sa.CheckConstraint("(decision_number = '') = (decided_on IS NULL)", name=op.f('ck_artisan_decision_has_its_day')),
    sa.CheckConstraint('(withdrawn_by IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_artisan_withdrawn_by_somebody')),
    sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name=op.f('ck_artisan_withdrawn_says_why')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_artisan_unit_id_unit')),
    sa.ForeignKeyConstraint(['subject_id'], ['data_subject.id'], name=op.f('fk_artisan_subject_id_data_subject')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_artisan_recorded_by_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['account.id'], name=op.f('fk_artisan_withdrawn_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_artisan'))
    )
    op.create_index(op.f('ix_artisan_subject_id'), 'artisan', ['subject_id'], unique=False)
    op.create_index('ix_artisan_unit', 'artisan', ['unit_id', 'rank'], unique=False)
    op.create_table('unit_product',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('raw_material', sa.String(length=300), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', workflow.extensions.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_unit_product_is_named')),
    sa.CheckConstraint('(withdrawn_by IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_unit_product_withdrawn_by_somebody')),
    sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name=op.f('ck_unit_product_withdrawn_says_why')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_product_unit_id_unit')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_unit_product_recorded_by_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['account.id'], name=op.f('fk_unit_product_withdrawn_by_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_product'))
    )
    op.create_index(op.f('ix_unit_product_unit_id'), 'unit_product', ['unit_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_unit_product_unit_id'), table_name='unit_product')
    op.drop_table('unit_product')
    op.drop_index(op.f('ix_artisan_subject_id'), table_name='artisan')
    op.drop_index('ix_artisan_unit', table_name='artisan')
    op.drop_table('artisan')
    op.drop_index(op.f('ix_exhibit_consent_consent_id'), table_name='exhibit_consent')
    op.drop_table('exhibit_consent')
    op.drop_index(op.f('ix_exhibit_digest'), table_name='exhibit')
    op.drop_index(op.f('ix_exhibit_unit_id'), table_name='exhibit')
    op.drop_table('exhibit')
    op.drop_index('ix_consent_scan', table_name='consent')
    op.drop_index('uq_consent_live', table_name='consent')
    op.drop_table('consent')
    op.drop_index(op.f('ix_data_subject_unit_id'), table_name='data_subject')
    op.drop_table('data_subject')
    op.drop_index('uq_site_place_standing', table_name='site_place')
    op.drop_table('site_place')
