-- Payments. A deposit is a fact of the chain, apart from the invoice that it pays. What was seen is kept by block
-- (observations); what is credited is kept by transaction (deposits), because a reorganisation can move a transaction to
-- another block and another place in it.

-- The counter of each extended public key: which child address is next.
create table deposit_keys (
  network text not null,
  fingerprint text not null,
  next_index bigint not null default 0,
  constraint deposit_keys_pkey primary key (network, fingerprint),
  constraint deposit_keys_next_index_not_negative check (next_index >= 0)
);

create table invoices (
  account_id text not null,
  id text not null,
  network text not null,
  request_hash text not null,
  -- What it sells, line by line, with the version of the offers (src/payments/invoices/stored-purchase.ts).
  purchase jsonb not null,
  price_usdt bigint not null,
  -- The least that counts as the price: the price less the tolerance of the operator at that time.
  least_usdt bigint not null,
  status text not null default 'open',
  received_usdt bigint not null default 0,
  credited_usdt bigint not null default 0,
  -- When what comes once was granted: the bonuses, or the start of a subscription.
  once_granted_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Until when the price must have arrived for what comes once.
  grace_until timestamptz not null,
  canceled_at timestamptz,
  paid_at timestamptz,
  -- Where to pay on its network; without an address only inside the transaction that makes the invoice.
  address text,
  -- Shows its payments to whoever knows it. It cannot be guessed.
  payment_link text not null,
  constraint invoices_pkey primary key (account_id, id),
  constraint invoices_payment_link_key unique (payment_link),
  constraint invoices_status_known check (status in ('open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled')),
  constraint invoices_price_positive check (price_usdt > 0 and least_usdt > 0 and least_usdt <= price_usdt),
  constraint invoices_grace_after_expiry check (grace_until >= expires_at),
  constraint invoices_credited_within_bounds check (credited_usdt >= 0 and received_usdt >= 0)
);
-- What customers name when they ask to be paid back, without their account.
create index invoices_by_id on invoices (id);
create index invoices_newest on invoices (account_id, created_at desc, id desc);
create index invoices_to_expire on invoices (expires_at) where status = 'open';

-- Every address that we have ever given out. They are watched for ever. Without an invoice it belongs to the account as a whole.
create table deposit_addresses (
  network text not null,
  address text not null,
  account_id text not null,
  invoice_id text,
  key_fingerprint text not null,
  key_index bigint not null,
  created_at timestamptz not null,
  constraint deposit_addresses_pkey primary key (network, address),
  constraint deposit_addresses_key_index_key unique (network, key_fingerprint, key_index),
  constraint deposit_addresses_key_fkey foreign key (network, key_fingerprint) references deposit_keys (network, fingerprint),
  constraint deposit_addresses_invoice_fkey foreign key (account_id, invoice_id) references invoices (account_id, id)
);
create index deposit_addresses_by_invoice on deposit_addresses (account_id, invoice_id);
-- An account has one address of its own under each key of a network.
create unique index deposit_addresses_of_account on deposit_addresses (account_id, network, key_fingerprint) where invoice_id is null;
alter table invoices add constraint invoices_address_fkey foreign key (network, address) references deposit_addresses (network, address);

-- Where the follower of each network stands: the last block whose transfers are all recorded.
create table chain_cursors (
  network text not null,
  block_number bigint not null,
  block_hash text not null,
  final_number bigint,
  -- Up to here, what final blocks hold was said by two sources.
  checked_number bigint not null,
  -- How the token's contract was when it was last looked at (src/payments/follow/watch-token.ts).
  token_state jsonb,
  updated_at timestamptz not null,
  constraint chain_cursors_pkey primary key (network),
  constraint chain_cursors_final_below_cursor check (final_number is null or final_number <= block_number),
  constraint chain_cursors_checked_below_cursor check (checked_number <= block_number)
);

-- The recorded blocks that the chain can still take back, and the last one that it cannot: the way back to a fork.
create table chain_blocks (
  network text not null,
  number bigint not null,
  hash text not null,
  parent_hash text not null,
  constraint chain_blocks_pkey primary key (network, number)
);

-- Each transfer to an address of ours, as it was seen in one block. A block that was taken back leaves its rows, marked.
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
  constraint observations_pkey primary key (network, block_hash, log_index),
  constraint observations_ordinal_not_negative check (ordinal >= 0),
  constraint observations_amount_not_negative check (amount_usdt >= 0),
  constraint observations_address_fkey foreign key (network, address) references deposit_addresses (network, address)
);
create index observations_by_transaction on observations (network, tx_hash, ordinal);
create index observations_by_address on observations (network, address) where orphaned_at is null;
create index observations_by_number on observations (network, block_number) where orphaned_at is null;

-- Each transfer of the token away from an address of ours, as it was seen in one block: what the operator has swept.
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
  constraint sweeps_pkey primary key (network, block_hash, log_index),
  constraint sweeps_amount_positive check (amount_usdt > 0)
);
create index sweeps_by_address on sweeps (network, from_address) where orphaned_at is null;
create index sweeps_by_number on sweeps (network, block_number) where orphaned_at is null;
create index sweeps_newest on sweeps (seen_at desc, id desc) where orphaned_at is null;

-- What the issuer of the token has destroyed at an address of ours, which no transfer shows. Looked for when a balance is too low.
create table destroyed_funds (
  network text not null,
  block_hash text not null,
  log_index integer not null,
  block_number bigint not null,
  tx_hash text not null,
  address text not null,
  amount_usdt bigint not null,
  found_at timestamptz not null,
  constraint destroyed_funds_pkey primary key (network, block_hash, log_index),
  constraint destroyed_funds_amount_not_negative check (amount_usdt >= 0)
);
create index destroyed_funds_by_address on destroyed_funds (network, address);

-- The last final block at which the chain said of an address what is recorded.
create table proved_balances (
  network text not null,
  address text not null,
  block_number bigint not null,
  proved_at timestamptz not null,
  constraint proved_balances_pkey primary key (network, address)
);

-- What is recorded, held against the balances of our addresses on the chain.
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
  -- The first address that holds something else than is recorded.
  first_address text,
  first_recorded_usdt bigint,
  first_found_usdt bigint,
  constraint balance_proofs_pkey primary key (id),
  constraint balance_proofs_status_known check (status in ('holds', 'differs')),
  constraint balance_proofs_differs_names_address check ((status = 'differs') = (differences > 0) and (differences > 0) = (first_address is not null)
    and (differences > 0) = (first_recorded_usdt is not null) and (differences > 0) = (first_found_usdt is not null)),
  constraint balance_proofs_counts_not_negative check (addresses_proved >= 0 and addresses_in_use >= 0 and differences >= 0)
);
create index balance_proofs_newest on balance_proofs (finished_at desc, id desc);
create index balance_proofs_by_network on balance_proofs (network, finished_at desc);

-- The crediting key is (network, tx_hash, ordinal): the n-th transfer to us in that transaction, wherever its block is.
create table deposits (
  account_id text not null,
  id text not null,
  network text not null,
  tx_hash text not null,
  ordinal integer not null,
  address text not null,
  invoice_id text,
  -- By which rule it belongs to its invoice (src/payments/matching/choose-invoice.ts).
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
  -- What it brought, line by line: kind, credits, label.
  lines jsonb,
  -- A part of a subscription's price: until when it waits for the rest.
  waits_until timestamptz,
  -- Why it is on the operator's list: too small, not creditable, or taken back by the chain after it was credited.
  unmatched_reason text,
  -- The code of the problem with which the ledger refused it, and what to know about it, in a sentence.
  unmatched_code text,
  unmatched_detail text,
  unmatched_at timestamptz,
  -- How often its settlement was refused, and when it is tried again.
  settle_tries integer not null default 0,
  try_again_at timestamptz,
  constraint deposits_pkey primary key (account_id, id),
  constraint deposits_crediting_key unique (network, tx_hash, ordinal),
  constraint deposits_status_known check (status in ('seen', 'confirming', 'final', 'credited', 'orphaned', 'returned')),
  constraint deposits_match_known check (match in ('address', 'exact', 'nearly', 'oldest_open', 'late', 'operator')),
  constraint deposits_match_names_invoice check ((match is null) = (invoice_id is null)),
  constraint deposits_unmatched_reason_known check (unmatched_reason in ('dust', 'refused', 'account_closed', 'vanished')),
  constraint deposits_unmatched_has_time check ((unmatched_reason is null) = (unmatched_at is null)),
  constraint deposits_amount_not_negative check (amount_usdt >= 0),
  constraint deposits_final_has_time check ((status in ('final', 'credited', 'returned')) = (final_at is not null)),
  constraint deposits_credited_has_credits check ((status = 'credited') = (credited_at is not null) and (status = 'credited') = (credits is not null)),
  constraint deposits_address_fkey foreign key (network, address) references deposit_addresses (network, address),
  constraint deposits_invoice_fkey foreign key (account_id, invoice_id) references invoices (account_id, id)
);
create index deposits_by_id on deposits (id);
create index deposits_by_invoice on deposits (account_id, invoice_id);
create index deposits_unfinished on deposits (network, block_number) where status in ('seen', 'confirming');
create index deposits_to_settle on deposits (network, final_at) where status = 'final';
create index deposits_by_address on deposits (network, address);
create index deposits_newest on deposits (account_id, seen_at desc, id desc);
create index deposits_unmatched on deposits (unmatched_at, id) where unmatched_reason is not null and status in ('final', 'credited');

-- Deposits that were credited and brought nothing of their own, such as the part of a price that another one has completed: by this a lost
-- row of one is recognised, and those of all others by their entries in the ledger.
create table credited_without_entry (
  account_id text not null,
  deposit_id text not null,
  invoice_id text,
  constraint credited_without_entry_pkey primary key (account_id, deposit_id)
);

-- What the sandbox's test wallet has signed. The row is written before the transaction is sent.
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
  constraint test_payments_pkey primary key (account_id, id),
  constraint test_payments_nonce_key unique (network, payer, nonce),
  constraint test_payments_amount_positive check (amount_usdt > 0),
  constraint test_payments_invoice_fkey foreign key (account_id, invoice_id) references invoices (account_id, id)
);

-- Where a customer wants to be paid back, by their own word. The sender of a deposit is often an exchange, so that it is never taken.
create table refund_addresses (
  account_id text not null,
  network text not null,
  -- As the chain's logs have it, and as people read it.
  address text not null,
  shown_address text not null,
  confirmed_at timestamptz not null,
  constraint refund_addresses_pkey primary key (account_id, network)
);

-- A file of payouts for the operator's wallet. A payout is in one of them at most.
create table payout_exports (
  id text not null,
  network text not null,
  -- The last recorded block then: what was sent because of it lies above.
  block_number bigint not null,
  created_at timestamptz not null,
  constraint payout_exports_pkey primary key (id)
);

-- What is owed in USDT for credits that were refunded. It is paid at most once, and written with the refund.
create table payouts (
  id text not null,
  account_id text not null,
  deposit_id text not null,
  refund_command_id text not null,
  -- The canceled payout in whose place it stands.
  replaces text,
  network text not null,
  address text not null,
  shown_address text not null,
  amount_usdt bigint not null,
  credits bigint not null,
  status text not null default 'requested',
  created_at timestamptz not null,
  export_id text,
  exported_at timestamptz,
  -- Only transfers above this block can be the payment. It goes down with a reorganisation.
  after_block bigint,
  -- The operator's word.
  sent_tx_hash text,
  -- What the chain says: the one transfer that pays it.
  seen_tx_hash text,
  seen_block_hash text,
  seen_block_number bigint,
  seen_log_index integer,
  confirmed_at timestamptz,
  canceled_at timestamptz,
  constraint payouts_pkey primary key (id),
  constraint payouts_replaces_key unique (replaces),
  constraint payouts_seen_key unique (network, seen_block_hash, seen_log_index),
  constraint payouts_deposit_fkey foreign key (account_id, deposit_id) references deposits (account_id, id),
  constraint payouts_replaces_fkey foreign key (replaces) references payouts (id),
  constraint payouts_export_fkey foreign key (export_id) references payout_exports (id),
  constraint payouts_status_known check (status in ('requested', 'exported', 'sent', 'confirmed', 'canceled')),
  constraint payouts_amount_positive check (amount_usdt > 0 and credits > 0),
  constraint payouts_exported_before_sent check (status in ('requested', 'canceled') or export_id is not null),
  constraint payouts_export_is_whole check ((export_id is null) = (exported_at is null) and (export_id is null) = (after_block is null)),
  constraint payouts_seen_is_whole check ((seen_block_hash is null) = (seen_tx_hash is null) and (seen_block_hash is null) = (seen_log_index is null)
    and (seen_block_hash is null) = (seen_block_number is null)),
  constraint payouts_seen_is_sent check (seen_block_hash is null or status in ('sent', 'confirmed')),
  constraint payouts_confirmed_is_seen check (status <> 'confirmed' or seen_block_hash is not null),
  constraint payouts_confirmed_has_time check ((status = 'confirmed') = (confirmed_at is not null)),
  constraint payouts_canceled_has_time check ((status = 'canceled') = (canceled_at is not null))
);
create index payouts_newest on payouts (created_at desc, id desc);
create index payouts_of_account on payouts (account_id, created_at desc, id desc);
create index payouts_requested on payouts (network) where status = 'requested';
create index payouts_by_deposit on payouts (account_id, deposit_id);
create index payouts_by_export on payouts (export_id);
create index payouts_watched on payouts (network, address) where status in ('exported', 'sent');
create index payouts_seen on payouts (network, seen_block_number) where seen_block_number is not null;
