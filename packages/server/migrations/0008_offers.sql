-- Campaigns, their redeem codes, and who redeemed them. Amounts are micro-credits.

-- What the codes of a campaign grant, and when. The terms never change: people were promised them.
create table campaigns (
  id text not null,
  request_hash text not null,
  label text not null,
  kind text not null,
  amount bigint not null,
  priority smallint not null,
  -- The granted credits expire so many days after they were redeemed, or at a moment, or never.
  expires_after_days integer,
  expires_at timestamptz,
  -- When a code may be redeemed: from the first moment until before the second.
  valid_from timestamptz not null,
  valid_until timestamptz,
  -- For accounts that have never bought credits.
  new_customers_only boolean not null,
  code_count integer not null,
  created_by text not null,
  created_at timestamptz not null,
  constraint campaigns_pkey primary key (id),
  constraint campaigns_id_form check (id ~ '^camp_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint campaigns_request_hash_form check (request_hash ~ '^[0-9a-f]{64}$'),
  constraint campaigns_label_length check (char_length(label) between 1 and 100),
  constraint campaigns_kind_is_a_gift check (kind in ('promotional', 'bonus', 'trial')),
  constraint campaigns_amount_positive check (amount > 0),
  constraint campaigns_priority_range check (priority between 0 and 100),
  constraint campaigns_expiry_one_way check (expires_after_days is null or expires_at is null),
  constraint campaigns_expires_after_days_range check (expires_after_days between 1 and 3660),
  constraint campaigns_window_not_empty check (valid_until > valid_from),
  -- Nobody can redeem credits that have expired already.
  constraint campaigns_ends_before_expiry check (expires_at is null or (valid_until is not null and valid_until <= expires_at)),
  constraint campaigns_code_count_range check (code_count between 1 and 10000)
);
create index campaigns_newest_first on campaigns (created_at desc, id desc);

-- The limit stands beside the count, so that no claim beyond it can be written.
create table redeem_codes (
  id text not null,
  campaign_id text not null,
  -- Its place in the campaign: 1, 2, 3 …
  number integer not null,
  -- As it is shown: `PXKT-97WM-…`.
  code text not null,
  -- As it is looked up: capital letters and digits alone.
  code_key text collate "C" not null,
  claims integer not null default 0,
  -- Null: as many accounts as come.
  claims_max integer,
  disabled_at timestamptz,
  created_at timestamptz not null,
  constraint redeem_codes_pkey primary key (id),
  constraint redeem_codes_id_form check (id ~ '^code_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint redeem_codes_code_key_form check (code_key ~ '^[0-9A-Z]{4,32}$'),
  constraint redeem_codes_code_key_key unique (code_key),
  constraint redeem_codes_number_key unique (campaign_id, number),
  constraint redeem_codes_claims_within_max check (claims >= 0 and claims <= coalesce(claims_max, claims)),
  constraint redeem_codes_claims_max_positive check (claims_max > 0),
  constraint redeem_codes_of_campaign foreign key (campaign_id) references campaigns (id)
);
create index redeem_codes_newest_first on redeem_codes (created_at desc, id desc);

-- One row per account and code: the claim. Written in the transaction that books the grant.
create table redemptions (
  account_id text not null,
  id text not null,
  code_id text not null,
  grant_id text not null,
  expires_at timestamptz,
  redeemed_at timestamptz not null,
  constraint redemptions_pkey primary key (account_id, code_id),
  constraint redemptions_id_key unique (account_id, id),
  constraint redemptions_id_form check (id ~ '^rdm_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint redemptions_of_code foreign key (code_id) references redeem_codes (id)
);
create index redemptions_by_code on redemptions (code_id);

-- Offers as they were published. A version never changes; the newest is in force.
create table offers (
  version integer not null,
  hash text not null,
  document jsonb not null,
  published_at timestamptz not null,
  -- Null: the default, published at the first start.
  published_by text,
  constraint offers_pkey primary key (version),
  constraint offers_version_positive check (version >= 1),
  constraint offers_hash_form check (hash ~ '^[0-9a-f]{64}$'),
  constraint offers_document_is_object check (jsonb_typeof(document) = 'object')
);

create function offers_forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is forbidden: what was published stays as it is', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger offers_never_change before update or delete or truncate on offers
  for each statement execute function offers_forbid_change();

-- The invoice on which an account first bought credits: only that one brings the bonus of a first purchase. Written by the settlement.
create table first_purchases (
  account_id text not null,
  invoice_id text not null,
  constraint first_purchases_pkey primary key (account_id)
);

-- What each account has subscribed to. The credits come by the recurring grant of the same id in the ledger.
create table subscriptions (
  account_id text not null,
  id text not null,
  plan_id text not null,
  title text not null,
  credits_per_cycle bigint not null,
  -- What of a cycle is kept: `{"max": micro-credits as text or null, "cycles": number or null}`; null for nothing.
  rollover jsonb,
  -- The billing day: every cycle begins on its day of the month.
  started_at timestamptz not null,
  -- How many were paid, all renewals together.
  cycles integer not null,
  paid_until timestamptz not null,
  constraint subscriptions_pkey primary key (account_id, id),
  constraint subscriptions_id_form check (id ~ '^sub_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint subscriptions_credits_positive check (credits_per_cycle > 0),
  constraint subscriptions_cycles_positive check (cycles > 0),
  constraint subscriptions_paid_ahead check (paid_until > started_at)
);

-- At which price an account pays for what it has used.
create table usage_plans (
  account_id text not null,
  plan_id text not null,
  title text not null,
  price_per_credit_usdt bigint not null,
  constraint usage_plans_pkey primary key (account_id),
  constraint usage_plans_price_positive check (price_per_credit_usdt > 0)
);
