-- Price books as they were published. A version never changes: a new price is a new version.
create table price_books (
  version integer,
  id text not null,
  hash text not null,
  -- As it was written, with its members in their order.
  body json not null,
  effective_from timestamptz not null,
  published_at timestamptz not null,
  constraint price_books_pkey primary key (version),
  constraint price_books_id_unique unique (id),
  constraint price_books_version_positive check (version >= 1),
  constraint price_books_id_form check (id ~ '^book_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint price_books_hash_form check (hash ~ '^[0-9a-f]{64}$'),
  constraint price_books_body_is_object check (json_typeof(body) = 'object'),
  constraint price_books_effective_once_published check (effective_from >= published_at)
);

-- Price books in the making. A draft may be wrong; each save counts its revision up, so that two people do not overwrite each other.
create table price_book_drafts (
  id text not null,
  revision integer not null,
  body json not null,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  constraint price_book_drafts_pkey primary key (id),
  constraint price_book_drafts_id_form check (id ~ '^draft_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint price_book_drafts_revision_positive check (revision >= 1),
  constraint price_book_drafts_body_is_object check (json_typeof(body) = 'object')
);

-- What became of the drafts that are gone, so that publishing or discarding one again, when the answer was lost, is answered as before.
create table ended_drafts (
  draft_id text not null,
  revision integer not null,
  -- Null for one that was discarded.
  version integer,
  constraint ended_drafts_pkey primary key (draft_id),
  constraint ended_drafts_version_fkey foreign key (version) references price_books (version)
);

-- The key that seals the ids of quotes, made when the first is asked for. Whoever has it can make quotes, so it leaves the server no more
-- than passwords do.
create table quote_keys (
  id integer not null,
  key bytea not null,
  created_at timestamptz not null default now(),
  constraint quote_keys_pkey primary key (id),
  constraint quote_keys_single check (id = 1),
  constraint quote_keys_length check (octet_length(key) = 32)
);

-- The quotes that were used, as they were shown: they say what a generation may be charged. Those that nobody used are nowhere but in
-- their ids.
create table quotes (
  account_id text not null,
  id text not null,
  price_book_version integer not null,
  request jsonb not null,
  lines jsonb not null,
  warnings jsonb not null,
  total bigint not null,
  qualifier text not null,
  upper_bound bigint not null,
  congestion text not null,
  -- The highest factor of the queue that was asked for; the pictures wait where the factor was above it.
  max_congestion text,
  waits boolean not null,
  -- What was to make the pictures, and what is charged for those that are not delivered.
  engine text,
  charging jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint quotes_pkey primary key (account_id, id),
  constraint quotes_price_book_exists foreign key (price_book_version) references price_books (version),
  constraint quotes_id_form check (id ~ '^quote_[A-Za-z0-9_-]+$' and length(id) <= 2000),
  constraint quotes_request_is_object check (jsonb_typeof(request) = 'object'),
  constraint quotes_lines_is_array check (jsonb_typeof(lines) = 'array'),
  constraint quotes_warnings_is_array check (jsonb_typeof(warnings) = 'array'),
  constraint quotes_charging_is_object check (jsonb_typeof(charging) = 'object'),
  constraint quotes_total_not_negative check (total >= 0),
  constraint quotes_qualifier_known check (qualifier in ('exact', 'estimate')),
  constraint quotes_bound_above_total check (upper_bound >= total and (qualifier = 'estimate' or upper_bound = total)),
  constraint quotes_waits_for_something check (not waits or max_congestion is not null),
  constraint quotes_expires_later check (expires_at > created_at)
);

create function pricing_forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is forbidden: what was published or quoted stays as it is', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create trigger price_books_never_change before update or delete or truncate on price_books
  for each statement execute function pricing_forbid_change();
create trigger ended_drafts_never_change before update or delete or truncate on ended_drafts
  for each statement execute function pricing_forbid_change();
create trigger quotes_never_change before update or delete or truncate on quotes
  for each statement execute function pricing_forbid_change();

-- How full the queue is, as quotes see it: its expected wait over its target, in millionths. One row for all processes, which outlives them.
create table congestion_states (
  id smallint not null,
  -- Follows the queue.
  smoothed integer not null,
  -- What prices are made of.
  published integer not null,
  expected_wait_ms bigint not null,
  observed_at timestamptz not null,
  constraint congestion_states_pkey primary key (id),
  constraint congestion_states_one_row check (id = 1),
  constraint congestion_states_ratios_not_negative check (smoothed >= 0 and published >= 0),
  constraint congestion_states_wait_not_negative check (expected_wait_ms >= 0)
);
