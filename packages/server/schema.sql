-- What the migrations in packages/server/migrations add up to, read back from PostgreSQL, for people to read and review.
-- Made by `npm run generate`. Do not edit.

create schema ledger;

create table access_changes (
  only_row boolean not null default true,
  number bigint not null default 0,
  constraint access_changes_pkey PRIMARY KEY (only_row),
  constraint access_changes_one_row CHECK (only_row)
);

create table access_secrets (
  name text not null,
  value text not null,
  created_at timestamptz not null default now(),
  constraint access_secrets_pkey PRIMARY KEY (name)
);

create table api_keys (
  account_id text not null,
  id text not null,
  user_id text not null,
  name text not null,
  prefix text not null,
  secret_sha256 bytea not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_pkey PRIMARY KEY (account_id, id),
  constraint api_keys_secret_sha256_key UNIQUE (secret_sha256),
  constraint api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint api_keys_name_length CHECK (char_length(name) >= 1 AND char_length(name) <= 100),
  constraint api_keys_secret_sha256_length CHECK (octet_length(secret_sha256) = 32)
);

create table balance_proofs (
  id text not null,
  network text not null,
  status text not null,
  block_number bigint not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  addresses_proved bigint not null,
  addresses_in_use bigint not null,
  recorded_usdt bigint not null,
  destroyed_usdt bigint not null,
  differences bigint not null,
  first_address text,
  first_recorded_usdt bigint,
  first_found_usdt bigint,
  constraint balance_proofs_pkey PRIMARY KEY (id),
  constraint balance_proofs_counts_not_negative CHECK (addresses_proved >= 0 AND addresses_in_use >= 0 AND differences >= 0),
  constraint balance_proofs_differs_names_address CHECK ((status = 'differs'::text) = (differences > 0) AND (differences > 0) = (first_address IS NOT NULL) AND (differences > 0) = (first_recorded_usdt IS NOT NULL) AND (differences > 0) = (first_found_usdt IS NOT NULL)),
  constraint balance_proofs_status_known CHECK (status = ANY (ARRAY['holds'::text, 'differs'::text]))
);
CREATE INDEX balance_proofs_by_network ON public.balance_proofs USING btree (network, finished_at DESC);
CREATE INDEX balance_proofs_newest ON public.balance_proofs USING btree (finished_at DESC, id DESC);

create table campaigns (
  id text not null,
  request_hash text not null,
  label text not null,
  kind text not null,
  amount bigint not null,
  priority smallint not null,
  expires_after_days integer,
  expires_at timestamptz,
  valid_from timestamptz not null,
  valid_until timestamptz,
  new_customers_only boolean not null,
  code_count integer not null,
  created_by text not null,
  created_at timestamptz not null,
  constraint campaigns_pkey PRIMARY KEY (id),
  constraint campaigns_amount_positive CHECK (amount > 0),
  constraint campaigns_code_count_range CHECK (code_count >= 1 AND code_count <= 10000),
  constraint campaigns_ends_before_expiry CHECK (expires_at IS NULL OR valid_until IS NOT NULL AND valid_until <= expires_at),
  constraint campaigns_expires_after_days_range CHECK (expires_after_days >= 1 AND expires_after_days <= 3660),
  constraint campaigns_expiry_one_way CHECK (expires_after_days IS NULL OR expires_at IS NULL),
  constraint campaigns_id_form CHECK (id ~ '^camp_[0-9a-hjkmnp-tv-z]{26}$'::text),
  constraint campaigns_kind_is_a_gift CHECK (kind = ANY (ARRAY['promotional'::text, 'bonus'::text, 'trial'::text])),
  constraint campaigns_label_length CHECK (char_length(label) >= 1 AND char_length(label) <= 100),
  constraint campaigns_priority_range CHECK (priority >= 0 AND priority <= 100),
  constraint campaigns_request_hash_form CHECK (request_hash ~ '^[0-9a-f]{64}$'::text),
  constraint campaigns_window_not_empty CHECK (valid_until > valid_from)
);
CREATE INDEX campaigns_newest_first ON public.campaigns USING btree (created_at DESC, id DESC);

create table chain_blocks (
  network text not null,
  number bigint not null,
  hash text not null,
  parent_hash text not null,
  constraint chain_blocks_pkey PRIMARY KEY (network, number)
);

create table chain_cursors (
  network text not null,
  block_number bigint not null,
  block_hash text not null,
  final_number bigint,
  checked_number bigint not null,
  token_state jsonb,
  updated_at timestamptz not null,
  constraint chain_cursors_pkey PRIMARY KEY (network),
  constraint chain_cursors_checked_below_cursor CHECK (checked_number <= block_number),
  constraint chain_cursors_final_below_cursor CHECK (final_number IS NULL OR final_number <= block_number)
);

create table congestion_states (
  id smallint not null,
  smoothed integer not null,
  published integer not null,
  expected_wait_ms bigint not null,
  observed_at timestamptz not null,
  constraint congestion_states_pkey PRIMARY KEY (id),
  constraint congestion_states_one_row CHECK (id = 1),
  constraint congestion_states_ratios_not_negative CHECK (smoothed >= 0 AND published >= 0),
  constraint congestion_states_wait_not_negative CHECK (expected_wait_ms >= 0)
);

create table credentials (
  id text not null,
  user_id text not null,
  provider_id text not null,
  provider_account_id text not null,
  password_hash text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_provider_key UNIQUE (provider_id, provider_account_id),
  constraint credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX credentials_user_id_idx ON public.credentials USING btree (user_id);

create table credited_without_entry (
  account_id text not null,
  deposit_id text not null,
  invoice_id text,
  constraint credited_without_entry_pkey PRIMARY KEY (account_id, deposit_id)
);

create table deposit_addresses (
  network text not null,
  address text not null,
  account_id text not null,
  invoice_id text,
  key_fingerprint text not null,
  key_index bigint not null,
  created_at timestamptz not null,
  constraint deposit_addresses_pkey PRIMARY KEY (network, address),
  constraint deposit_addresses_key_index_key UNIQUE (network, key_fingerprint, key_index),
  constraint deposit_addresses_invoice_fkey FOREIGN KEY (account_id, invoice_id) REFERENCES invoices(account_id, id),
  constraint deposit_addresses_key_fkey FOREIGN KEY (network, key_fingerprint) REFERENCES deposit_keys(network, fingerprint)
);
CREATE INDEX deposit_addresses_by_invoice ON public.deposit_addresses USING btree (account_id, invoice_id);
CREATE UNIQUE INDEX deposit_addresses_of_account ON public.deposit_addresses USING btree (account_id, network, key_fingerprint) WHERE (invoice_id IS NULL);

create table deposit_keys (
  network text not null,
  fingerprint text not null,
  next_index bigint not null default 0,
  constraint deposit_keys_pkey PRIMARY KEY (network, fingerprint),
  constraint deposit_keys_next_index_not_negative CHECK (next_index >= 0)
);

create table deposits (
  account_id text not null,
  id text not null,
  network text not null,
  tx_hash text not null,
  ordinal integer not null,
  address text not null,
  invoice_id text,
  match text,
  amount_usdt bigint not null,
  status text not null,
  block_number bigint not null,
  block_hash text not null,
  block_time timestamptz not null,
  seen_at timestamptz not null,
  final_at timestamptz,
  credited_at timestamptz,
  credits bigint,
  lines jsonb,
  waits_until timestamptz,
  unmatched_reason text,
  unmatched_code text,
  unmatched_detail text,
  unmatched_at timestamptz,
  settle_tries integer not null default 0,
  try_again_at timestamptz,
  constraint deposits_pkey PRIMARY KEY (account_id, id),
  constraint deposits_crediting_key UNIQUE (network, tx_hash, ordinal),
  constraint deposits_address_fkey FOREIGN KEY (network, address) REFERENCES deposit_addresses(network, address),
  constraint deposits_invoice_fkey FOREIGN KEY (account_id, invoice_id) REFERENCES invoices(account_id, id),
  constraint deposits_amount_not_negative CHECK (amount_usdt >= 0),
  constraint deposits_credited_has_credits CHECK ((status = 'credited'::text) = (credited_at IS NOT NULL) AND (status = 'credited'::text) = (credits IS NOT NULL)),
  constraint deposits_final_has_time CHECK ((status = ANY (ARRAY['final'::text, 'credited'::text, 'returned'::text])) = (final_at IS NOT NULL)),
  constraint deposits_match_known CHECK (match = ANY (ARRAY['address'::text, 'exact'::text, 'nearly'::text, 'oldest_open'::text, 'late'::text, 'operator'::text])),
  constraint deposits_match_names_invoice CHECK ((match IS NULL) = (invoice_id IS NULL)),
  constraint deposits_status_known CHECK (status = ANY (ARRAY['seen'::text, 'confirming'::text, 'final'::text, 'credited'::text, 'orphaned'::text, 'returned'::text])),
  constraint deposits_unmatched_has_time CHECK ((unmatched_reason IS NULL) = (unmatched_at IS NULL)),
  constraint deposits_unmatched_reason_known CHECK (unmatched_reason = ANY (ARRAY['dust'::text, 'refused'::text, 'account_closed'::text, 'vanished'::text]))
);
CREATE INDEX deposits_by_address ON public.deposits USING btree (network, address);
CREATE INDEX deposits_by_id ON public.deposits USING btree (id);
CREATE INDEX deposits_by_invoice ON public.deposits USING btree (account_id, invoice_id);
CREATE INDEX deposits_newest ON public.deposits USING btree (account_id, seen_at DESC, id DESC);
CREATE INDEX deposits_to_settle ON public.deposits USING btree (network, final_at) WHERE (status = 'final'::text);
CREATE INDEX deposits_unfinished ON public.deposits USING btree (network, block_number) WHERE (status = ANY (ARRAY['seen'::text, 'confirming'::text]));
CREATE INDEX deposits_unmatched ON public.deposits USING btree (unmatched_at, id) WHERE ((unmatched_reason IS NOT NULL) AND (status = ANY (ARRAY['final'::text, 'credited'::text])));

create table destroyed_funds (
  network text not null,
  block_hash text not null,
  log_index integer not null,
  block_number bigint not null,
  tx_hash text not null,
  address text not null,
  amount_usdt bigint not null,
  found_at timestamptz not null,
  constraint destroyed_funds_pkey PRIMARY KEY (network, block_hash, log_index),
  constraint destroyed_funds_amount_not_negative CHECK (amount_usdt >= 0)
);
CREATE INDEX destroyed_funds_by_address ON public.destroyed_funds USING btree (network, address);

create table ended_drafts (
  draft_id text not null,
  revision integer not null,
  version integer,
  constraint ended_drafts_pkey PRIMARY KEY (draft_id),
  constraint ended_drafts_version_fkey FOREIGN KEY (version) REFERENCES price_books(version)
);

create table first_purchases (
  account_id text not null,
  invoice_id text not null,
  constraint first_purchases_pkey PRIMARY KEY (account_id)
);

create table generation_pictures (
  account_id text not null,
  generation_id text not null,
  index integer not null,
  seed bigint not null,
  share bigint not null,
  bound bigint not null,
  charged bigint not null default 0,
  ended_as text,
  status text not null default 'waiting'::text,
  attempts integer not null default 0,
  image_id text,
  problem_code text,
  problem_detail text,
  constraint generation_pictures_pkey PRIMARY KEY (account_id, generation_id, index),
  constraint generation_pictures_of_generation FOREIGN KEY (account_id, generation_id) REFERENCES generations(account_id, id),
  constraint generation_pictures_attempts_not_negative CHECK (attempts >= 0),
  constraint generation_pictures_bound_above_share CHECK (bound >= share),
  constraint generation_pictures_charged_within_bound CHECK (charged >= 0 AND charged <= bound),
  constraint generation_pictures_ended_as_known CHECK (ended_as = ANY (ARRAY['delivered'::text, 'failed'::text, 'refusedBeforeRun'::text, 'refusedAfterRun'::text, 'canceledInQueue'::text, 'canceledWhileRunning'::text])),
  constraint generation_pictures_ended_whole CHECK ((status = 'waiting'::text) = (ended_as IS NULL)),
  constraint generation_pictures_failed_has_problem CHECK ((status = 'failed'::text) = (problem_code IS NOT NULL AND problem_detail IS NOT NULL)),
  constraint generation_pictures_index_not_negative CHECK (index >= 0),
  constraint generation_pictures_made_has_image CHECK ((status = 'made'::text) = (image_id IS NOT NULL)),
  constraint generation_pictures_seed_range CHECK (seed >= 0 AND seed <= '4294967295'::bigint),
  constraint generation_pictures_share_not_negative CHECK (share >= 0),
  constraint generation_pictures_status_known CHECK (status = ANY (ARRAY['waiting'::text, 'made'::text, 'failed'::text, 'canceled'::text])),
  constraint generation_pictures_waiting_is_free CHECK (status <> 'waiting'::text OR charged = 0)
);

create table generation_runners (
  owner text not null,
  slots integer not null,
  seen_at timestamptz not null,
  constraint generation_runners_pkey PRIMARY KEY (owner),
  constraint generation_runners_slots_positive CHECK (slots > 0)
);

create table generation_speeds (
  model text not null,
  work bigint not null,
  duration_ms bigint not null,
  constraint generation_speeds_pkey PRIMARY KEY (model),
  constraint generation_speeds_positive CHECK (work > 0 AND duration_ms > 0)
);

create table generation_turns (
  account_id text not null,
  number bigint not null,
  constraint generation_turns_pkey PRIMARY KEY (account_id)
);

create table generations (
  account_id text not null,
  id text not null,
  content_hash text not null,
  status text not null,
  request jsonb not null,
  engine text not null,
  procedural boolean not null,
  quote_id text not null,
  hold_id text not null,
  quoted bigint not null,
  upper_bound bigint not null,
  charging jsonb not null,
  charged bigint not null default 0,
  problem_code text,
  problem_detail text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  max_congestion text,
  wait_until timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint generations_pkey PRIMARY KEY (account_id, id),
  constraint generations_bound_above_quote CHECK (upper_bound >= quoted),
  constraint generations_charged_within_bound CHECK (charged >= 0 AND charged <= upper_bound),
  constraint generations_charging_is_object CHECK (jsonb_typeof(charging) = 'object'::text),
  constraint generations_content_hash_form CHECK (content_hash ~ '^[0-9a-f]{64}$'::text),
  constraint generations_finished_when_ended CHECK ((finished_at IS NOT NULL) = (status <> ALL (ARRAY['waiting'::text, 'queued'::text, 'running'::text]))),
  constraint generations_id_form CHECK (id ~ '^gen_[0-9a-hjkmnp-tv-z]{26}$'::text),
  constraint generations_lease_whole CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
  constraint generations_no_lease_when_ended CHECK ((status = ANY (ARRAY['waiting'::text, 'queued'::text, 'running'::text])) OR lease_owner IS NULL),
  constraint generations_problem_whole CHECK ((problem_code IS NULL) = (problem_detail IS NULL)),
  constraint generations_quoted_not_negative CHECK (quoted >= 0),
  constraint generations_request_is_object CHECK (jsonb_typeof(request) = 'object'::text),
  constraint generations_started_when_running CHECK (status <> 'running'::text OR started_at IS NOT NULL),
  constraint generations_status_known CHECK (status = ANY (ARRAY['waiting'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'partly_succeeded'::text, 'failed'::text, 'canceled'::text])),
  constraint generations_waiting_until CHECK (status <> 'waiting'::text OR wait_until IS NOT NULL)
);
CREATE INDEX generations_by_end ON public.generations USING btree (finished_at, id) WHERE (status = ANY (ARRAY['succeeded'::text, 'partly_succeeded'::text, 'canceled'::text]));
CREATE INDEX generations_newest_first ON public.generations USING btree (account_id, created_at DESC, id DESC);
CREATE INDEX generations_waiting ON public.generations USING btree (account_id, created_at, id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX generations_waiting_for_price ON public.generations USING btree (created_at, id) WHERE (status = 'waiting'::text);

create table images (
  account_id text not null,
  id text not null,
  generation_id text not null,
  index integer not null,
  width integer not null,
  height integer not null,
  seed bigint not null,
  prompt text not null,
  negative_prompt text not null,
  model text not null,
  steps integer not null,
  engine text not null,
  procedural boolean not null,
  cost bigint not null,
  bytes bigint not null,
  sha256 text not null,
  media_type text not null,
  thumbnail_bytes bigint not null,
  thumbnail_sha256 text not null,
  created_at timestamptz not null,
  constraint images_pkey PRIMARY KEY (account_id, id),
  constraint images_one_per_picture UNIQUE (account_id, generation_id, index),
  constraint images_bytes_positive CHECK (bytes > 0 AND thumbnail_bytes > 0),
  constraint images_cost_not_negative CHECK (cost >= 0),
  constraint images_id_form CHECK (id ~ '^img_[0-9a-hjkmnp-tv-z]{26}$'::text),
  constraint images_index_not_negative CHECK (index >= 0),
  constraint images_seed_range CHECK (seed >= 0 AND seed <= '4294967295'::bigint),
  constraint images_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'::text AND thumbnail_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint images_size_positive CHECK (width > 0 AND height > 0)
);
CREATE INDEX images_by_seed ON public.images USING btree (account_id, seed);
CREATE INDEX images_newest_first ON public.images USING btree (account_id, created_at DESC, id DESC);

create table invoices (
  account_id text not null,
  id text not null,
  network text not null,
  request_hash text not null,
  purchase jsonb not null,
  price_usdt bigint not null,
  least_usdt bigint not null,
  status text not null default 'open'::text,
  received_usdt bigint not null default 0,
  credited_usdt bigint not null default 0,
  once_granted_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  grace_until timestamptz not null,
  canceled_at timestamptz,
  paid_at timestamptz,
  address text,
  payment_link text not null,
  constraint invoices_pkey PRIMARY KEY (account_id, id),
  constraint invoices_payment_link_key UNIQUE (payment_link),
  constraint invoices_address_fkey FOREIGN KEY (network, address) REFERENCES deposit_addresses(network, address),
  constraint invoices_credited_within_bounds CHECK (credited_usdt >= 0 AND received_usdt >= 0),
  constraint invoices_grace_after_expiry CHECK (grace_until >= expires_at),
  constraint invoices_price_positive CHECK (price_usdt > 0 AND least_usdt > 0 AND least_usdt <= price_usdt),
  constraint invoices_status_known CHECK (status = ANY (ARRAY['open'::text, 'confirming'::text, 'paid'::text, 'underpaid'::text, 'overpaid'::text, 'late'::text, 'expired'::text, 'canceled'::text]))
);
CREATE INDEX invoices_by_id ON public.invoices USING btree (id);
CREATE INDEX invoices_newest ON public.invoices USING btree (account_id, created_at DESC, id DESC);
CREATE INDEX invoices_to_expire ON public.invoices USING btree (expires_at) WHERE (status = 'open'::text);

create table migrations (
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table observations (
  network text not null,
  block_hash text not null,
  log_index integer not null,
  block_number bigint not null,
  block_time timestamptz not null,
  tx_hash text not null,
  ordinal integer not null,
  from_address text not null,
  address text not null,
  amount_usdt bigint not null,
  seen_at timestamptz not null,
  orphaned_at timestamptz,
  constraint observations_pkey PRIMARY KEY (network, block_hash, log_index),
  constraint observations_address_fkey FOREIGN KEY (network, address) REFERENCES deposit_addresses(network, address),
  constraint observations_amount_not_negative CHECK (amount_usdt >= 0),
  constraint observations_ordinal_not_negative CHECK (ordinal >= 0)
);
CREATE INDEX observations_by_address ON public.observations USING btree (network, address) WHERE (orphaned_at IS NULL);
CREATE INDEX observations_by_number ON public.observations USING btree (network, block_number) WHERE (orphaned_at IS NULL);
CREATE INDEX observations_by_transaction ON public.observations USING btree (network, tx_hash, ordinal);

create table offers (
  version integer not null,
  hash text not null,
  document jsonb not null,
  published_at timestamptz not null,
  published_by text,
  constraint offers_pkey PRIMARY KEY (version),
  constraint offers_document_is_object CHECK (jsonb_typeof(document) = 'object'::text),
  constraint offers_hash_form CHECK (hash ~ '^[0-9a-f]{64}$'::text),
  constraint offers_version_positive CHECK (version >= 1)
);

create table outbox (
  id bigint not null generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  account_id text not null,
  topic text not null,
  payload json not null,
  created_at timestamptz not null default date_trunc('milliseconds'::text, clock_timestamp()),
  constraint outbox_pkey PRIMARY KEY (xid, id),
  constraint outbox_account_id_length CHECK (length(account_id) >= 1 AND length(account_id) <= 128),
  constraint outbox_payload_is_object CHECK (json_typeof(payload) = 'object'::text),
  constraint outbox_topic_form CHECK (topic ~ '^[a-z]+\.[a-z_]+$'::text)
);
CREATE INDEX outbox_by_account ON public.outbox USING btree (account_id, xid, id);

create table payout_exports (
  id text not null,
  network text not null,
  block_number bigint not null,
  created_at timestamptz not null,
  constraint payout_exports_pkey PRIMARY KEY (id)
);

create table payouts (
  id text not null,
  account_id text not null,
  deposit_id text not null,
  refund_command_id text not null,
  replaces text,
  network text not null,
  address text not null,
  shown_address text not null,
  amount_usdt bigint not null,
  credits bigint not null,
  status text not null default 'requested'::text,
  created_at timestamptz not null,
  export_id text,
  exported_at timestamptz,
  after_block bigint,
  sent_tx_hash text,
  seen_tx_hash text,
  seen_block_hash text,
  seen_block_number bigint,
  seen_log_index integer,
  confirmed_at timestamptz,
  canceled_at timestamptz,
  constraint payouts_pkey PRIMARY KEY (id),
  constraint payouts_replaces_key UNIQUE (replaces),
  constraint payouts_seen_key UNIQUE (network, seen_block_hash, seen_log_index),
  constraint payouts_deposit_fkey FOREIGN KEY (account_id, deposit_id) REFERENCES deposits(account_id, id),
  constraint payouts_export_fkey FOREIGN KEY (export_id) REFERENCES payout_exports(id),
  constraint payouts_replaces_fkey FOREIGN KEY (replaces) REFERENCES payouts(id),
  constraint payouts_amount_positive CHECK (amount_usdt > 0 AND credits > 0),
  constraint payouts_canceled_has_time CHECK ((status = 'canceled'::text) = (canceled_at IS NOT NULL)),
  constraint payouts_confirmed_has_time CHECK ((status = 'confirmed'::text) = (confirmed_at IS NOT NULL)),
  constraint payouts_confirmed_is_seen CHECK (status <> 'confirmed'::text OR seen_block_hash IS NOT NULL),
  constraint payouts_export_is_whole CHECK ((export_id IS NULL) = (exported_at IS NULL) AND (export_id IS NULL) = (after_block IS NULL)),
  constraint payouts_exported_before_sent CHECK ((status = ANY (ARRAY['requested'::text, 'canceled'::text])) OR export_id IS NOT NULL),
  constraint payouts_seen_is_sent CHECK (seen_block_hash IS NULL OR (status = ANY (ARRAY['sent'::text, 'confirmed'::text]))),
  constraint payouts_seen_is_whole CHECK ((seen_block_hash IS NULL) = (seen_tx_hash IS NULL) AND (seen_block_hash IS NULL) = (seen_log_index IS NULL) AND (seen_block_hash IS NULL) = (seen_block_number IS NULL)),
  constraint payouts_status_known CHECK (status = ANY (ARRAY['requested'::text, 'exported'::text, 'sent'::text, 'confirmed'::text, 'canceled'::text]))
);
CREATE INDEX payouts_by_deposit ON public.payouts USING btree (account_id, deposit_id);
CREATE INDEX payouts_by_export ON public.payouts USING btree (export_id);
CREATE INDEX payouts_newest ON public.payouts USING btree (created_at DESC, id DESC);
CREATE INDEX payouts_of_account ON public.payouts USING btree (account_id, created_at DESC, id DESC);
CREATE INDEX payouts_requested ON public.payouts USING btree (network) WHERE (status = 'requested'::text);
CREATE INDEX payouts_seen ON public.payouts USING btree (network, seen_block_number) WHERE (seen_block_number IS NOT NULL);
CREATE INDEX payouts_watched ON public.payouts USING btree (network, address) WHERE (status = ANY (ARRAY['exported'::text, 'sent'::text]));

create table price_book_drafts (
  id text not null,
  revision integer not null,
  body json not null,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  constraint price_book_drafts_pkey PRIMARY KEY (id),
  constraint price_book_drafts_body_is_object CHECK (json_typeof(body) = 'object'::text),
  constraint price_book_drafts_id_form CHECK (id ~ '^draft_[0-9a-hjkmnp-tv-z]{26}$'::text),
  constraint price_book_drafts_revision_positive CHECK (revision >= 1)
);

create table price_books (
  version integer not null,
  id text not null,
  hash text not null,
  body json not null,
  effective_from timestamptz not null,
  published_at timestamptz not null,
  constraint price_books_pkey PRIMARY KEY (version),
  constraint price_books_id_unique UNIQUE (id),
  constraint price_books_body_is_object CHECK (json_typeof(body) = 'object'::text),
  constraint price_books_effective_once_published CHECK (effective_from >= published_at),
  constraint price_books_hash_form CHECK (hash ~ '^[0-9a-f]{64}$'::text),
  constraint price_books_id_form CHECK (id ~ '^book_[0-9a-hjkmnp-tv-z]{26}$'::text),
  constraint price_books_version_positive CHECK (version >= 1)
);

create table proved_balances (
  network text not null,
  address text not null,
  block_number bigint not null,
  proved_at timestamptz not null,
  constraint proved_balances_pkey PRIMARY KEY (network, address)
);

create table quote_keys (
  id integer not null,
  key bytea not null,
  created_at timestamptz not null default now(),
  constraint quote_keys_pkey PRIMARY KEY (id),
  constraint quote_keys_length CHECK (octet_length(key) = 32),
  constraint quote_keys_single CHECK (id = 1)
);

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
  max_congestion text,
  waits boolean not null,
  engine text,
  charging jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint quotes_pkey PRIMARY KEY (account_id, id),
  constraint quotes_price_book_exists FOREIGN KEY (price_book_version) REFERENCES price_books(version),
  constraint quotes_bound_above_total CHECK (upper_bound >= total AND (qualifier = 'estimate'::text OR upper_bound = total)),
  constraint quotes_charging_is_object CHECK (jsonb_typeof(charging) = 'object'::text),
  constraint quotes_expires_later CHECK (expires_at > created_at),
  constraint quotes_id_form CHECK (id ~ '^quote_[A-Za-z0-9_-]+$'::text AND length(id) <= 2000),
  constraint quotes_lines_is_array CHECK (jsonb_typeof(lines) = 'array'::text),
  constraint quotes_qualifier_known CHECK (qualifier = ANY (ARRAY['exact'::text, 'estimate'::text])),
  constraint quotes_request_is_object CHECK (jsonb_typeof(request) = 'object'::text),
  constraint quotes_total_not_negative CHECK (total >= 0),
  constraint quotes_waits_for_something CHECK (NOT waits OR max_congestion IS NOT NULL),
  constraint quotes_warnings_is_array CHECK (jsonb_typeof(warnings) = 'array'::text)
);

create table redeem_codes (
  id text not null,
  campaign_id text not null,
  number integer not null,
  code text not null,
  code_key text collate "C" not null,
  claims integer not null default 0,
  claims_max integer,
  disabled_at timestamptz,
  created_at timestamptz not null,
  constraint redeem_codes_pkey PRIMARY KEY (id),
  constraint redeem_codes_code_key_key UNIQUE (code_key),
  constraint redeem_codes_number_key UNIQUE (campaign_id, number),
  constraint redeem_codes_of_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint redeem_codes_claims_max_positive CHECK (claims_max > 0),
  constraint redeem_codes_claims_within_max CHECK (claims >= 0 AND claims <= COALESCE(claims_max, claims)),
  constraint redeem_codes_code_key_form CHECK (code_key ~ '^[0-9A-Z]{4,32}$'::text),
  constraint redeem_codes_id_form CHECK (id ~ '^code_[0-9a-hjkmnp-tv-z]{26}$'::text)
);
CREATE INDEX redeem_codes_newest_first ON public.redeem_codes USING btree (created_at DESC, id DESC);

create table redemptions (
  account_id text not null,
  id text not null,
  code_id text not null,
  grant_id text not null,
  expires_at timestamptz,
  redeemed_at timestamptz not null,
  constraint redemptions_pkey PRIMARY KEY (account_id, code_id),
  constraint redemptions_id_key UNIQUE (account_id, id),
  constraint redemptions_of_code FOREIGN KEY (code_id) REFERENCES redeem_codes(id),
  constraint redemptions_id_form CHECK (id ~ '^rdm_[0-9a-hjkmnp-tv-z]{26}$'::text)
);
CREATE INDEX redemptions_by_code ON public.redemptions USING btree (code_id);

create table refund_addresses (
  account_id text not null,
  network text not null,
  address text not null,
  shown_address text not null,
  confirmed_at timestamptz not null,
  constraint refund_addresses_pkey PRIMARY KEY (account_id, network)
);

create table sessions (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_expires_at_idx ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);

create table subscriptions (
  account_id text not null,
  id text not null,
  plan_id text not null,
  title text not null,
  credits_per_cycle bigint not null,
  rollover jsonb,
  started_at timestamptz not null,
  cycles integer not null,
  paid_until timestamptz not null,
  constraint subscriptions_pkey PRIMARY KEY (account_id, id),
  constraint subscriptions_credits_positive CHECK (credits_per_cycle > 0),
  constraint subscriptions_cycles_positive CHECK (cycles > 0),
  constraint subscriptions_id_form CHECK (id ~ '^sub_[0-9a-hjkmnp-tv-z]{26}$'::text),
  constraint subscriptions_paid_ahead CHECK (paid_until > started_at)
);

create table sweeps (
  id text not null,
  network text not null,
  block_hash text not null,
  log_index integer not null,
  block_number bigint not null,
  tx_hash text not null,
  from_address text not null,
  to_address text not null,
  amount_usdt bigint not null,
  seen_at timestamptz not null,
  orphaned_at timestamptz,
  constraint sweeps_pkey PRIMARY KEY (network, block_hash, log_index),
  constraint sweeps_amount_positive CHECK (amount_usdt > 0)
);
CREATE INDEX sweeps_by_address ON public.sweeps USING btree (network, from_address) WHERE (orphaned_at IS NULL);
CREATE INDEX sweeps_by_number ON public.sweeps USING btree (network, block_number) WHERE (orphaned_at IS NULL);
CREATE INDEX sweeps_newest ON public.sweeps USING btree (seen_at DESC, id DESC) WHERE (orphaned_at IS NULL);

create table test_payments (
  account_id text not null,
  id text not null,
  invoice_id text not null,
  request_hash text not null,
  network text not null,
  payer text not null,
  nonce bigint not null,
  transaction text not null,
  tx_hash text not null,
  amount_usdt bigint not null,
  created_at timestamptz not null,
  constraint test_payments_pkey PRIMARY KEY (account_id, id),
  constraint test_payments_nonce_key UNIQUE (network, payer, nonce),
  constraint test_payments_invoice_fkey FOREIGN KEY (account_id, invoice_id) REFERENCES invoices(account_id, id),
  constraint test_payments_amount_positive CHECK (amount_usdt > 0)
);

create table tip_settings (
  account_id text not null,
  is_on boolean not null,
  dismissed text[] not null,
  off_in_projects text[] not null,
  constraint tip_settings_pkey PRIMARY KEY (account_id),
  constraint tip_settings_few_projects CHECK (cardinality(off_in_projects) <= 100)
);

create table usage_plans (
  account_id text not null,
  plan_id text not null,
  title text not null,
  price_per_credit_usdt bigint not null,
  constraint usage_plans_pkey PRIMARY KEY (account_id),
  constraint usage_plans_price_positive CHECK (price_per_credit_usdt > 0)
);

create table users (
  id text not null,
  email text not null,
  email_verified boolean not null default false,
  name text not null,
  image text,
  role text not null default 'customer'::text,
  account_id text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_account_id_key UNIQUE (account_id),
  constraint users_email_key UNIQUE (email),
  constraint users_email_lower_case CHECK (email = lower(email)),
  constraint users_role_known CHECK (role = ANY (ARRAY['customer'::text, 'operator'::text]))
);

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_identifier_idx ON public.verifications USING btree (identifier);

create table ledger.accounts (
  account_id text collate "C" not null,
  version bigint not null,
  last_number bigint not null,
  last_at timestamptz not null,
  balance bigint not null,
  held bigint not null,
  refusals bigint not null,
  next_due_at timestamptz,
  last_hash bytea not null,
  grants json not null,
  holds json not null,
  rules json,
  constraint accounts_pkey PRIMARY KEY (account_id),
  constraint accounts_held_covered CHECK (held >= 0 AND balance >= held),
  constraint accounts_last_hash_length CHECK (octet_length(last_hash) = 32)
) with (fillfactor=60);
CREATE INDEX accounts_next_due_at_idx ON ledger.accounts USING btree (next_due_at) WHERE (next_due_at IS NOT NULL);

create table ledger.entries (
  number bigint not null,
  at timestamptz not null,
  balance_after bigint not null,
  held_after bigint not null,
  available bigint,
  held bigint,
  issuance bigint,
  promotions bigint,
  adjustments bigint,
  transfers bigint,
  usage bigint,
  breakage bigint,
  unbilled bigint,
  receivable bigint,
  hold_deadline_at timestamptz,
  hold_step integer,
  account_id text collate "C" not null,
  kind text collate "C" not null,
  hash bytea not null,
  moves text collate "C" not null,
  command_id text collate "C",
  fingerprint bytea,
  hold_id text collate "C",
  reference_type text collate "C",
  reference_id text collate "C",
  memo text,
  project_id text collate "C",
  api_key_id text collate "C",
  session_id text collate "C",
  model text collate "C",
  operation text collate "C",
  transfer_id text collate "C",
  other_account_id text collate "C",
  reverses_number bigint,
  reverses_rest bigint,
  rule text,
  constraint entries_pkey PRIMARY KEY (account_id, number),
  constraint entries_command_id_key UNIQUE (account_id, command_id),
  constraint entries_whole CHECK (ledger.entry_is_whole(kind, number, hash, balance_after, held_after, available, held, issuance, promotions, adjustments, transfers, usage, breakage, unbilled, receivable, command_id, fingerprint, hold_id, hold_step, hold_deadline_at, reference_type, reference_id, transfer_id, other_account_id, reverses_number, reverses_rest, rule))
);
CREATE UNIQUE INDEX entries_hold_step_key ON ledger.entries USING btree (account_id, hold_id, hold_step) WHERE (hold_id IS NOT NULL);
CREATE UNIQUE INDEX entries_reverses_number_key ON ledger.entries USING btree (account_id, reverses_number) WHERE (reverses_number IS NOT NULL);
CREATE INDEX entries_transfer_at_idx ON ledger.entries USING btree (account_id, at) WHERE (kind = 'transfer'::text);
CREATE INDEX entries_transfer_id_idx ON ledger.entries USING btree (account_id, transfer_id) WHERE (transfer_id IS NOT NULL);

create table ledger.grants (
  number bigint not null,
  amount bigint not null,
  effective_at timestamptz not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  priority smallint not null,
  account_id text collate "C" not null,
  grant_id text collate "C" not null,
  kind text collate "C" not null,
  label text not null,
  origin_kind text collate "C",
  constraint grants_pkey PRIMARY KEY (account_id, number),
  constraint grants_grant_id_key UNIQUE (account_id, grant_id),
  constraint grants_amount_positive CHECK (amount > 0),
  constraint grants_expires_after_effect CHECK (expires_at > effective_at),
  constraint grants_kind_known CHECK (kind = ANY (ARRAY['purchased'::text, 'bonus'::text, 'promotional'::text, 'trial'::text, 'subscription'::text, 'transferred'::text, 'refunded'::text, 'adjustment'::text])),
  constraint grants_origin_of_transferred CHECK ((origin_kind IS NOT NULL) = (kind = 'transferred'::text)),
  constraint grants_priority_range CHECK (priority >= 0 AND priority <= 100)
);

create table ledger.refusals (
  at timestamptz not null,
  account_id text collate "C" not null,
  command_id text collate "C" not null,
  fingerprint bytea not null,
  code text collate "C" not null,
  detail text not null,
  extras json not null,
  constraint refusals_pkey PRIMARY KEY (account_id, command_id)
);

CREATE OR REPLACE FUNCTION ledger.entry_is_whole(kind text, number bigint, hash bytea, balance_after bigint, held_after bigint, available bigint, held bigint, issuance bigint, promotions bigint, adjustments bigint, transfers bigint, usage bigint, breakage bigint, unbilled bigint, receivable bigint, command_id text, fingerprint bytea, hold_id text, hold_step integer, hold_deadline_at timestamp with time zone, reference_type text, reference_id text, transfer_id text, other_account_id text, reverses_number bigint, reverses_rest bigint, rule text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
begin
  return
    kind in ('open-account', 'grant', 'hold', 'capture', 'extend', 'void', 'spend', 'transfer', 'adjust', 'reverse', 'expire', 'refund',
      'set-reserve', 'set-alert-level', 'set-budget', 'set-credit-limit', 'close-period', 'settle', 'start-recurring-grant',
      'extend-recurring-grant', 'stop-recurring-grant', 'rollover')
    and number >= 1
    and octet_length(hash) = 32
    -- The postings sum to zero.
    and coalesce(available, 0) + coalesce(held, 0) + coalesce(issuance, 0) + coalesce(promotions, 0)
      + coalesce(adjustments, 0) + coalesce(transfers, 0) + coalesce(usage, 0) + coalesce(breakage, 0)
      + coalesce(unbilled, 0) + coalesce(receivable, 0) = 0
    and held_after >= 0 and balance_after >= held_after
    -- A command caused it, or time alone.
    and (command_id is null) = (fingerprint is null)
    and (command_id is not null or kind in ('grant', 'expire', 'rollover'))
    -- What it is about is there as a whole.
    and (hold_id is null) = (hold_step is null)
    and (hold_deadline_at is not null) = (kind in ('hold', 'extend'))
    and (transfer_id is null) = (other_account_id is null)
    and (kind <> 'transfer' or transfer_id is not null)
    and (kind in ('reverse', 'refund')) = (reverses_number is not null)
    and (reverses_number is null) = (reverses_rest is null)
    and (reference_type is null) = (reference_id is null)
    and (
      kind = 'grant'
      or (rule is not null) = (kind in ('set-reserve', 'set-alert-level', 'set-budget', 'set-credit-limit', 'start-recurring-grant',
        'extend-recurring-grant', 'stop-recurring-grant', 'rollover'))
    );
end
$function$;

CREATE OR REPLACE FUNCTION ledger.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'rows of ledger.% are never changed or removed; corrections are new entries', tg_table_name using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.access_count_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update access_changes set number = number + 1;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.offers_forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % is forbidden: what was published stays as it is', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.pricing_forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % is forbidden: what was published or quoted stays as it is', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$function$;

CREATE TRIGGER api_keys_count_change AFTER DELETE OR UPDATE OF account_id, id, user_id, secret_sha256, revoked_at OR TRUNCATE ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION access_count_change();

CREATE TRIGGER ended_drafts_never_change BEFORE DELETE OR UPDATE OR TRUNCATE ON ended_drafts FOR EACH STATEMENT EXECUTE FUNCTION pricing_forbid_change();

CREATE TRIGGER offers_never_change BEFORE DELETE OR UPDATE OR TRUNCATE ON offers FOR EACH STATEMENT EXECUTE FUNCTION offers_forbid_change();

CREATE TRIGGER price_books_never_change BEFORE DELETE OR UPDATE OR TRUNCATE ON price_books FOR EACH STATEMENT EXECUTE FUNCTION pricing_forbid_change();

CREATE TRIGGER quotes_never_change BEFORE DELETE OR UPDATE OR TRUNCATE ON quotes FOR EACH STATEMENT EXECUTE FUNCTION pricing_forbid_change();

CREATE TRIGGER users_count_change AFTER DELETE OR UPDATE OF id, account_id, role, email, name OR TRUNCATE ON users FOR EACH STATEMENT EXECUTE FUNCTION access_count_change();

CREATE TRIGGER entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.entries FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER grants_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.grants FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER refusals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.refusals FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
