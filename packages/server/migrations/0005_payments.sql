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
  -- What it sells, line by line, with the version of the offers (src/payments/stored-purchase.ts).
  purchase jsonb not null,
  price_usdt bigint not null,
  status text not null default 'open',
  received_usdt bigint not null default 0,
  credited_usdt bigint not null default 0,
  -- When what comes once was granted: the bonuses, or the start of a subscription.
  once_granted_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  constraint invoices_pkey primary key (account_id, id),
  constraint invoices_status_known check (status in ('open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled')),
  constraint invoices_price_positive check (price_usdt > 0),
  constraint invoices_credited_within_bounds check (credited_usdt >= 0 and received_usdt >= 0)
);
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

-- Where the follower of each network stands: the last block whose transfers are all recorded.
create table chain_cursors (
  network text not null,
  block_number bigint not null,
  block_hash text not null,
  final_number bigint,
  -- Up to here, what final blocks hold was said by two sources.
  checked_number bigint not null,
  -- How the token's contract was when it was last looked at (src/payments/watch-token.ts).
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
  constraint observations_amount_positive check (amount_usdt > 0),
  constraint observations_address_fkey foreign key (network, address) references deposit_addresses (network, address)
);
create index observations_by_transaction on observations (network, tx_hash, ordinal);
create index observations_by_number on observations (network, block_number) where orphaned_at is null;

-- The crediting key is (network, tx_hash, ordinal): the n-th transfer to us in that transaction, wherever its block is.
create table deposits (
  account_id text not null,
  id text not null,
  network text not null,
  tx_hash text not null,
  ordinal integer not null,
  address text not null,
  invoice_id text,
  amount_usdt bigint not null,
  status text not null,
  block_number bigint not null,
  block_hash text not null,
  block_time timestamptz not null,
  seen_at timestamptz not null,
  final_at timestamptz,
  credited_at timestamptz,
  credits bigint,
  -- A part of a subscription's price: until when it waits for the rest.
  waits_until timestamptz,
  constraint deposits_pkey primary key (account_id, id),
  constraint deposits_crediting_key unique (network, tx_hash, ordinal),
  constraint deposits_status_known check (status in ('seen', 'confirming', 'final', 'credited', 'orphaned')),
  constraint deposits_amount_positive check (amount_usdt > 0),
  constraint deposits_final_has_time check ((status in ('final', 'credited')) = (final_at is not null)),
  constraint deposits_credited_has_credits check ((status = 'credited') = (credited_at is not null) and (status = 'credited') = (credits is not null)),
  constraint deposits_address_fkey foreign key (network, address) references deposit_addresses (network, address),
  constraint deposits_invoice_fkey foreign key (account_id, invoice_id) references invoices (account_id, id)
);
create index deposits_by_invoice on deposits (account_id, invoice_id);
create index deposits_unfinished on deposits (network, block_number) where status in ('seen', 'confirming');
create index deposits_to_settle on deposits (network, final_at) where status = 'final';

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
