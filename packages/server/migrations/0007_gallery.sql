-- One row per picture that was delivered and paid for. The bytes lie in an image store under their SHA-256; the row is written in the
-- transaction that charges for the picture, after the bytes are safe.
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
  constraint images_pkey primary key (account_id, id),
  constraint images_one_per_picture unique (account_id, generation_id, index),
  constraint images_id_form check (id ~ '^img_[0-9a-hjkmnp-tv-z]{26}$'),
  constraint images_index_not_negative check (index >= 0),
  constraint images_size_positive check (width > 0 and height > 0),
  constraint images_seed_range check (seed between 0 and 4294967295),
  constraint images_cost_not_negative check (cost >= 0),
  constraint images_bytes_positive check (bytes > 0 and thumbnail_bytes > 0),
  constraint images_sha256_form check (sha256 ~ '^[0-9a-f]{64}$' and thumbnail_sha256 ~ '^[0-9a-f]{64}$')
);

create index images_newest_first on images (account_id, created_at desc, id desc);
-- Whether the same was made already: a seed is chance, so few pictures of an account share one.
create index images_by_seed on images (account_id, seed);
