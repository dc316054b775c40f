-- Events that leave the database only after their transaction is committed. A row is written together with
-- what it tells of; readers follow the table by (xid, id) and read only below pg_snapshot_xmin, because ids
-- are given out in another order than transactions commit.
create table outbox (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  account_id text not null,
  topic text not null,
  payload json not null,
  created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  -- By commit: the reader of all accounts asks for what was committed after a place.
  constraint outbox_pkey primary key (xid, id),
  constraint outbox_account_id_length check (length(account_id) between 1 and 128),
  constraint outbox_topic_form check (topic ~ '^[a-z]+\.[a-z_]+$'),
  constraint outbox_payload_is_object check (json_typeof(payload) = 'object')
);

-- The reader of one account: what it has missed since the last event that it saw.
create index outbox_by_account on outbox (account_id, xid, id);
