-- The ledger. Amounts are micro-credits. Every key contains account_id and every hot statement filters on it, so that the tables can be
-- distributed by account without changing a statement. There is no foreign key and no row trigger on purpose: both cost on the hot
-- path, and `imprest audit` recomputes everything that they could check.
create schema ledger;

-- One row per account: all that a decision needs, read and written as one. Everything in it follows from the journal.
-- `grants` and `holds` are packed (src/ledger/pack-state.ts). A write replaces exactly the version that was read.
create table ledger.accounts (
  account_id text collate "C" not null,
  version bigint not null,
  last_number bigint not null,
  last_at timestamptz not null,
  balance bigint not null,
  held bigint not null,
  refusals bigint not null,
  -- Not after the moment at which time alone does something next: a hold's timeout, a grant's expiry, a warning of it or its taking effect, a
  -- cycle. It may be earlier, so that a hold that ends in time leaves it where it is and the update stays on its page.
  next_due_at timestamptz,
  last_hash bytea not null,
  grants json not null,
  holds json not null,
  -- What the account has settled: reserve, alert level, credit line, budgets, recurring grants (src/ledger/pack-rules.ts).
  rules json,
  constraint accounts_pkey primary key (account_id),
  constraint accounts_held_covered check (held >= 0 and balance >= held),
  constraint accounts_last_hash_length check (octet_length(last_hash) = 32)
) with (fillfactor = 60);

create index accounts_next_due_at_idx on ledger.accounts (next_due_at) where next_due_at is not null;

-- What holds in each entry by itself. One function instead of a dozen constraints: PostgreSQL takes the text of every constraint apart again
-- for each statement that inserts, which was more than half of what a lone spend cost.
create function ledger.entry_is_whole(
  kind text, number bigint, hash bytea, balance_after bigint, held_after bigint,
  available bigint, held bigint, issuance bigint, promotions bigint, adjustments bigint, transfers bigint, usage bigint, breakage bigint,
  unbilled bigint, receivable bigint,
  command_id text, fingerprint bytea, hold_id text, hold_step integer, hold_deadline_at timestamptz, reference_type text, reference_id text,
  transfer_id text, other_account_id text, reverses_number bigint, reverses_rest bigint, rule text
) returns boolean language plpgsql immutable as $$
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
$$;

-- The journal. Each posting is a column named after its book, null when the entry does not touch that book: eight bytes per posting, and
-- the operator's books are sums of a column. `available` and `held` are the account's own books.
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
  -- 0 opens the hold, 1, 2, 3 … capture a part of it or extend it, -1 ends it.
  hold_step integer,
  account_id text collate "C" not null,
  kind text collate "C" not null,
  hash bytea not null,
  -- What moved, grant by grant: `3ah1500000` is 1.5 credits of the grant of entry 3 from available to held (src/ledger/entry-hash.ts).
  moves text collate "C" not null,
  command_id text collate "C",
  fingerprint bytea,
  hold_id text collate "C",
  reference_type text collate "C",
  reference_id text collate "C",
  memo text,
  -- What credits were set aside or taken for.
  project_id text collate "C",
  api_key_id text collate "C",
  session_id text collate "C",
  model text collate "C",
  operation text collate "C",
  -- The same on both sides of a transfer; the receiver has one entry for each grant that it gets.
  transfer_id text collate "C",
  other_account_id text collate "C",
  -- The entry that a reversal undoes, and what of it could not be undone.
  reverses_number bigint,
  reverses_rest bigint,
  -- What an entry sets, or which cycle of a recurring grant it is about (src/ledger/pack-rules.ts).
  rule text,
  constraint entries_pkey primary key (account_id, number),
  constraint entries_command_id_key unique (account_id, command_id),
  constraint entries_whole check (ledger.entry_is_whole(
    kind, number, hash, balance_after, held_after,
    available, held, issuance, promotions, adjustments, transfers, usage, breakage, unbilled, receivable,
    command_id, fingerprint, hold_id, hold_step, hold_deadline_at, reference_type, reference_id,
    transfer_id, other_account_id, reverses_number, reverses_rest, rule
  ))
);

-- A hold is opened once and ended once; also finds the history of a hold.
create unique index entries_hold_step_key on ledger.entries (account_id, hold_id, hold_step) where hold_id is not null;

-- An entry is reversed at most once.
create unique index entries_reverses_number_key on ledger.entries (account_id, reverses_number) where reverses_number is not null;
-- Both sides of a transfer.
create index entries_transfer_id_idx on ledger.entries (account_id, transfer_id) where transfer_id is not null;
-- What an account has sent in a day.
create index entries_transfer_at_idx on ledger.entries (account_id, at) where kind = 'transfer';

-- The terms of each grant, for ever. `number` is that of the entry that granted it; what is left of it stands in accounts.grants.
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
  -- Of transferred credits: the kind of grant that they first came by.
  origin_kind text collate "C",
  constraint grants_pkey primary key (account_id, number),
  constraint grants_grant_id_key unique (account_id, grant_id),
  constraint grants_kind_known check (
    kind in ('purchased', 'bonus', 'promotional', 'trial', 'subscription', 'transferred', 'refunded', 'adjustment')
  ),
  constraint grants_origin_of_transferred check ((origin_kind is not null) = (kind = 'transferred')),
  constraint grants_amount_positive check (amount > 0),
  constraint grants_priority_range check (priority between 0 and 100),
  constraint grants_expires_after_effect check (expires_at > effective_at)
);

-- A refused command stays refused: a late retry cannot succeed by surprise.
create table ledger.refusals (
  at timestamptz not null,
  account_id text collate "C" not null,
  command_id text collate "C" not null,
  fingerprint bytea not null,
  code text collate "C" not null,
  detail text not null,
  extras json not null,
  constraint refusals_pkey primary key (account_id, command_id)
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of ledger.% are never changed or removed; corrections are new entries', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger entries_append_only before update or delete or truncate on ledger.entries for each statement execute function ledger.refuse_change();
create trigger grants_append_only before update or delete or truncate on ledger.grants for each statement execute function ledger.refuse_change();
create trigger refusals_append_only before update or delete or truncate on ledger.refusals for each statement execute function ledger.refuse_change();
