-- One row per request to make pictures. Its id is derived from the account and the caller's idempotency key, so the same
-- request twice is the same row. The row is also the place in the queue: nothing else remembers that work is waiting.
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
  -- What is held: the most that it may cost. More than quoted where a part is known only afterwards.
  upper_bound bigint not null,
  -- What is charged for pictures that are not delivered, as quoted.
  charging jsonb not null,
  charged bigint not null default 0,
  problem_code text,
  problem_detail text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  -- Waits for a lower factor of the queue: up to which factor, and until when.
  max_congestion text,
  wait_until timestamptz,
  -- Who works on it, and until when it is believed; a process that died stops renewing, and another takes over.
  lease_owner text,
  lease_until timestamptz,
  constraint generations_pkey primary key (account_id, id),
  constraint generations_id_form check (id ~ '^gen_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint generations_content_hash_form check (content_hash ~ '^[0-9a-f]{64}$'),
  constraint generations_status_known check (status in ('waiting', 'queued', 'running', 'succeeded', 'partly_succeeded', 'failed', 'canceled')),
  constraint generations_request_is_object check (jsonb_typeof(request) = 'object'),
  constraint generations_quoted_not_negative check (quoted >= 0),
  constraint generations_bound_above_quote check (upper_bound >= quoted),
  constraint generations_charged_within_bound check (charged between 0 and upper_bound),
  constraint generations_charging_is_object check (jsonb_typeof(charging) = 'object'),
  constraint generations_finished_when_ended check ((finished_at is not null) = (status not in ('waiting', 'queued', 'running'))),
  constraint generations_waiting_until check (status <> 'waiting' or wait_until is not null),
  constraint generations_started_when_running check (status <> 'running' or started_at is not null),
  constraint generations_lease_whole check ((lease_owner is null) = (lease_until is null)),
  constraint generations_no_lease_when_ended check (status in ('waiting', 'queued', 'running') or lease_owner is null),
  constraint generations_problem_whole check ((problem_code is null) = (problem_detail is null))
);

create index generations_newest_first on generations (account_id, created_at desc, id desc);
-- All accounts' in the order in which they ended, for reports about a time.
create index generations_by_end on generations (finished_at, id) where status in ('succeeded', 'partly_succeeded', 'canceled');
create index generations_waiting on generations (account_id, created_at, id) where status in ('queued', 'running');
create index generations_waiting_for_price on generations (created_at, id) where status = 'waiting';

-- The pictures of a generation, each with its part of the quoted price.
create table generation_pictures (
  account_id text not null,
  generation_id text not null,
  index integer not null,
  seed bigint not null,
  share bigint not null,
  bound bigint not null,
  charged bigint not null default 0,
  -- How it ended, for the charge; null while it waits.
  ended_as text,
  status text not null default 'waiting',
  -- How often an engine was asked for it; counted before asking, so that a picture that takes the process down is not tried for ever.
  attempts integer not null default 0,
  image_id text,
  problem_code text,
  problem_detail text,
  constraint generation_pictures_pkey primary key (account_id, generation_id, index),
  constraint generation_pictures_of_generation foreign key (account_id, generation_id) references generations (account_id, id),
  constraint generation_pictures_index_not_negative check (index >= 0),
  constraint generation_pictures_seed_range check (seed between 0 and 4294967295),
  constraint generation_pictures_share_not_negative check (share >= 0),
  constraint generation_pictures_bound_above_share check (bound >= share),
  constraint generation_pictures_charged_within_bound check (charged between 0 and bound),
  constraint generation_pictures_ended_whole check ((status = 'waiting') = (ended_as is null)),
  constraint generation_pictures_ended_as_known check (ended_as in
    ('delivered', 'failed', 'refusedBeforeRun', 'refusedAfterRun', 'canceledInQueue', 'canceledWhileRunning')),
  constraint generation_pictures_waiting_is_free check (status <> 'waiting' or charged = 0),
  constraint generation_pictures_status_known check (status in ('waiting', 'made', 'failed', 'canceled')),
  constraint generation_pictures_attempts_not_negative check (attempts >= 0),
  constraint generation_pictures_made_has_image check ((status = 'made') = (image_id is not null)),
  constraint generation_pictures_failed_has_problem check ((status = 'failed') = (problem_code is not null and problem_detail is not null))
);

-- When each account was last served, as a number that only grows: the account with the smallest is next.
create sequence generation_turn_numbers;
create table generation_turns (
  account_id text not null,
  number bigint not null,
  constraint generation_turns_pkey primary key (account_id)
);

-- How fast each model is: work is pixels times steps. Older runs count less and less.
create table generation_speeds (
  model text not null,
  work bigint not null,
  duration_ms bigint not null,
  constraint generation_speeds_pkey primary key (model),
  constraint generation_speeds_positive check (work > 0 and duration_ms > 0)
);

-- The processes that make pictures, and how many each can make at once.
create table generation_runners (
  owner text not null,
  slots integer not null,
  seen_at timestamptz not null,
  constraint generation_runners_pkey primary key (owner),
  constraint generation_runners_slots_positive check (slots > 0)
);

-- Which tips an account wants to see; without a row, all of them.
create table tip_settings (
  account_id text not null,
  is_on boolean not null,
  dismissed text[] not null,
  -- Projects for which none are shown, the one that was named last at the end.
  off_in_projects text[] not null,
  constraint tip_settings_pkey primary key (account_id),
  constraint tip_settings_few_projects check (cardinality(off_in_projects) <= 100)
);
