-- People, their sessions and their API keys. users, sessions, credentials and verifications are better-auth's tables under our
-- names (the mapping is in src/access/better-auth.ts); api_keys is ours.

create table users (
  id text not null,
  email text not null,
  email_verified boolean not null default false,
  name text not null,
  image text,
  role text not null default 'customer',
  account_id text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint users_pkey primary key (id),
  constraint users_email_key unique (email),
  constraint users_account_id_key unique (account_id),
  constraint users_email_lower_case check (email = lower(email)),
  constraint users_role_known check (role in ('customer', 'operator'))
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
  constraint sessions_pkey primary key (id),
  constraint sessions_token_key unique (token),
  constraint sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

create index sessions_user_id_idx on sessions (user_id);
create index sessions_expires_at_idx on sessions (expires_at);

-- How a person proves who they are: for now the hash of a password. One row per person and way.
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
  constraint credentials_pkey primary key (id),
  constraint credentials_provider_key unique (provider_id, provider_account_id),
  constraint credentials_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

create index credentials_user_id_idx on credentials (user_id);

-- Short-lived proofs, such as the token of a password reset.
create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint verifications_pkey primary key (id)
);

create index verifications_identifier_idx on verifications (identifier);

-- Only the SHA-256 of a key is kept. A key is 32 random characters, so the hash needs neither salt nor slowness.
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
  constraint api_keys_pkey primary key (account_id, id),
  constraint api_keys_secret_sha256_key unique (secret_sha256),
  constraint api_keys_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint api_keys_secret_sha256_length check (octet_length(secret_sha256) = 32),
  constraint api_keys_name_length check (char_length(name) between 1 and 100)
);

-- Counts, in the transaction that makes it, each change by which a key may end or its person be another: as long as the number stays, what a
-- server knows of keys is still so.
create table access_changes (
  only_row boolean not null default true,
  number bigint not null default 0,
  constraint access_changes_pkey primary key (only_row),
  constraint access_changes_one_row check (only_row)
);

insert into access_changes default values;

create function access_count_change() returns trigger language plpgsql as $$
begin
  update access_changes set number = number + 1;
  return null;
end
$$;

create trigger api_keys_count_change after update of account_id, id, user_id, secret_sha256, revoked_at or delete or truncate on api_keys
  for each statement execute function access_count_change();
create trigger users_count_change after update of id, account_id, role, email, name or delete or truncate on users
  for each statement execute function access_count_change();

-- What signs the session cookies, made at the first start where the operator's settings give none.
create table access_secrets (
  name text not null,
  value text not null,
  created_at timestamptz not null default now(),
  constraint access_secrets_pkey primary key (name)
);
