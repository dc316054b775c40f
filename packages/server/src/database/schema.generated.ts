// Made by `npm run generate` from packages/server/migrations. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonValue } from './json.ts';

export interface AccessChangesTable {
  only_row: Generated<boolean>;
  number: Generated<bigint>;
}

export interface AccessSecretsTable {
  name: string;
  value: string;
  created_at: Generated<Date>;
}

export interface ApiKeysTable {
  account_id: string;
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  secret_sha256: Buffer;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface BalanceProofsTable {
  id: string;
  network: string;
  status: string;
  block_number: bigint;
  started_at: Date;
  finished_at: Date;
  addresses_proved: bigint;
  addresses_in_use: bigint;
  recorded_usdt: bigint;
  destroyed_usdt: bigint;
  differences: bigint;
  first_address: string | null;
  first_recorded_usdt: bigint | null;
  first_found_usdt: bigint | null;
}

export interface CampaignsTable {
  id: string;
  request_hash: string;
  label: string;
  kind: string;
  amount: bigint;
  priority: number;
  expires_after_days: number | null;
  expires_at: Date | null;
  valid_from: Date;
  valid_until: Date | null;
  new_customers_only: boolean;
  code_count: number;
  created_by: string;
  created_at: Date;
}

export interface ChainBlocksTable {
  network: string;
  number: bigint;
  hash: string;
  parent_hash: string;
}

export interface ChainCursorsTable {
  network: string;
  block_number: bigint;
  block_hash: string;
  final_number: bigint | null;
  checked_number: bigint;
  token_state: ColumnType<JsonValue | null, string | null, string | null>;
  updated_at: Date;
}

export interface CongestionStatesTable {
  id: number;
  smoothed: number;
  published: number;
  expected_wait_ms: bigint;
  observed_at: Date;
}

export interface CredentialsTable {
  id: string;
  user_id: string;
  provider_id: string;
  provider_account_id: string;
  password_hash: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CreditedWithoutEntryTable {
  account_id: string;
  deposit_id: string;
  invoice_id: string | null;
}

export interface DepositAddressesTable {
  network: string;
  address: string;
  account_id: string;
  invoice_id: string | null;
  key_fingerprint: string;
  key_index: bigint;
  created_at: Date;
}

export interface DepositKeysTable {
  network: string;
  fingerprint: string;
  next_index: Generated<bigint>;
}

export interface DepositsTable {
  account_id: string;
  id: string;
  network: string;
  tx_hash: string;
  ordinal: number;
  address: string;
  invoice_id: string | null;
  match: string | null;
  amount_usdt: bigint;
  status: string;
  block_number: bigint;
  block_hash: string;
  block_time: Date;
  seen_at: Date;
  final_at: Date | null;
  credited_at: Date | null;
  credits: bigint | null;
  lines: ColumnType<JsonValue | null, string | null, string | null>;
  waits_until: Date | null;
  unmatched_reason: string | null;
  unmatched_code: string | null;
  unmatched_detail: string | null;
  unmatched_at: Date | null;
  settle_tries: Generated<number>;
  try_again_at: Date | null;
}

export interface DestroyedFundsTable {
  network: string;
  block_hash: string;
  log_index: number;
  block_number: bigint;
  tx_hash: string;
  address: string;
  amount_usdt: bigint;
  found_at: Date;
}

export interface EndedDraftsTable {
  draft_id: string;
  revision: number;
  version: number | null;
}

export interface FirstPurchasesTable {
  account_id: string;
  invoice_id: string;
}

export interface GenerationPicturesTable {
  account_id: string;
  generation_id: string;
  index: number;
  seed: bigint;
  share: bigint;
  bound: bigint;
  charged: Generated<bigint>;
  ended_as: string | null;
  status: Generated<string>;
  attempts: Generated<number>;
  image_id: string | null;
  problem_code: string | null;
  problem_detail: string | null;
}

export interface GenerationRunnersTable {
  owner: string;
  slots: number;
  seen_at: Date;
}

export interface GenerationSpeedsTable {
  model: string;
  work: bigint;
  duration_ms: bigint;
}

export interface GenerationTurnsTable {
  account_id: string;
  number: bigint;
}

export interface GenerationsTable {
  account_id: string;
  id: string;
  content_hash: string;
  status: string;
  request: ColumnType<JsonValue, string, string>;
  engine: string;
  procedural: boolean;
  quote_id: string;
  hold_id: string;
  quoted: bigint;
  upper_bound: bigint;
  charging: ColumnType<JsonValue, string, string>;
  charged: Generated<bigint>;
  problem_code: string | null;
  problem_detail: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  cancel_requested_at: Date | null;
  max_congestion: string | null;
  wait_until: Date | null;
  lease_owner: string | null;
  lease_until: Date | null;
}

export interface ImagesTable {
  account_id: string;
  id: string;
  generation_id: string;
  index: number;
  width: number;
  height: number;
  seed: bigint;
  prompt: string;
  negative_prompt: string;
  model: string;
  steps: number;
  engine: string;
  procedural: boolean;
  cost: bigint;
  bytes: bigint;
  sha256: string;
  media_type: string;
  thumbnail_bytes: bigint;
  thumbnail_sha256: string;
  created_at: Date;
}

export interface InvoicesTable {
  account_id: string;
  id: string;
  network: string;
  request_hash: string;
  purchase: ColumnType<JsonValue, string, string>;
  price_usdt: bigint;
  least_usdt: bigint;
  status: Generated<string>;
  received_usdt: Generated<bigint>;
  credited_usdt: Generated<bigint>;
  once_granted_at: Date | null;
  created_at: Date;
  expires_at: Date;
  grace_until: Date;
  canceled_at: Date | null;
  paid_at: Date | null;
  address: string | null;
  payment_link: string;
}

export interface MigrationsTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

export interface ObservationsTable {
  network: string;
  block_hash: string;
  log_index: number;
  block_number: bigint;
  block_time: Date;
  tx_hash: string;
  ordinal: number;
  from_address: string;
  address: string;
  amount_usdt: bigint;
  seen_at: Date;
  orphaned_at: Date | null;
}

export interface OffersTable {
  version: number;
  hash: string;
  document: ColumnType<JsonValue, string, string>;
  published_at: Date;
  published_by: string | null;
}

export interface OutboxTable {
  id: GeneratedAlways<bigint>;
  xid: Generated<string>;
  account_id: string;
  topic: string;
  payload: ColumnType<JsonValue, string, string>;
  created_at: Generated<Date>;
}

export interface PayoutExportsTable {
  id: string;
  network: string;
  block_number: bigint;
  created_at: Date;
}

export interface PayoutsTable {
  id: string;
  account_id: string;
  deposit_id: string;
  refund_command_id: string;
  replaces: string | null;
  network: string;
  address: string;
  shown_address: string;
  amount_usdt: bigint;
  credits: bigint;
  status: Generated<string>;
  created_at: Date;
  export_id: string | null;
  exported_at: Date | null;
  after_block: bigint | null;
  sent_tx_hash: string | null;
  seen_tx_hash: string | null;
  seen_block_hash: string | null;
  seen_block_number: bigint | null;
  seen_log_index: number | null;
  confirmed_at: Date | null;
  canceled_at: Date | null;
}

export interface PriceBookDraftsTable {
  id: string;
  revision: number;
  body: ColumnType<JsonValue, string, string>;
  created_at: Date;
  saved_at: Date;
}

export interface PriceBooksTable {
  version: number;
  id: string;
  hash: string;
  body: ColumnType<JsonValue, string, string>;
  effective_from: Date;
  published_at: Date;
}

export interface ProvedBalancesTable {
  network: string;
  address: string;
  block_number: bigint;
  proved_at: Date;
}

export interface QuoteKeysTable {
  id: number;
  key: Buffer;
  created_at: Generated<Date>;
}

export interface QuotesTable {
  account_id: string;
  id: string;
  price_book_version: number;
  request: ColumnType<JsonValue, string, string>;
  lines: ColumnType<JsonValue, string, string>;
  warnings: ColumnType<JsonValue, string, string>;
  total: bigint;
  qualifier: string;
  upper_bound: bigint;
  congestion: string;
  max_congestion: string | null;
  waits: boolean;
  engine: string | null;
  charging: ColumnType<JsonValue, string, string>;
  created_at: Date;
  expires_at: Date;
}

export interface RedeemCodesTable {
  id: string;
  campaign_id: string;
  number: number;
  code: string;
  code_key: string;
  claims: Generated<number>;
  claims_max: number | null;
  disabled_at: Date | null;
  created_at: Date;
}

export interface RedemptionsTable {
  account_id: string;
  id: string;
  code_id: string;
  grant_id: string;
  expires_at: Date | null;
  redeemed_at: Date;
}

export interface RefundAddressesTable {
  account_id: string;
  network: string;
  address: string;
  shown_address: string;
  confirmed_at: Date;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  token: string;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SubscriptionsTable {
  account_id: string;
  id: string;
  plan_id: string;
  title: string;
  credits_per_cycle: bigint;
  rollover: ColumnType<JsonValue | null, string | null, string | null>;
  started_at: Date;
  cycles: number;
  paid_until: Date;
}

export interface SweepsTable {
  id: string;
  network: string;
  block_hash: string;
  log_index: number;
  block_number: bigint;
  tx_hash: string;
  from_address: string;
  to_address: string;
  amount_usdt: bigint;
  seen_at: Date;
  orphaned_at: Date | null;
}

export interface TestPaymentsTable {
  account_id: string;
  id: string;
  invoice_id: string;
  request_hash: string;
  network: string;
  payer: string;
  nonce: bigint;
  transaction: string;
  tx_hash: string;
  amount_usdt: bigint;
  created_at: Date;
}

export interface TipSettingsTable {
  account_id: string;
  is_on: boolean;
  dismissed: readonly string[];
  off_in_projects: readonly string[];
}

export interface UsagePlansTable {
  account_id: string;
  plan_id: string;
  title: string;
  price_per_credit_usdt: bigint;
}

export interface UsersTable {
  id: string;
  email: string;
  email_verified: Generated<boolean>;
  name: string;
  image: string | null;
  role: Generated<string>;
  account_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export interface LedgerAccountsTable {
  account_id: string;
  version: bigint;
  last_number: bigint;
  last_at: Date;
  balance: bigint;
  held: bigint;
  refusals: bigint;
  next_due_at: Date | null;
  last_hash: Buffer;
  grants: ColumnType<JsonValue, string, string>;
  holds: ColumnType<JsonValue, string, string>;
  rules: ColumnType<JsonValue | null, string | null, string | null>;
}

export interface LedgerEntriesTable {
  number: bigint;
  at: Date;
  balance_after: bigint;
  held_after: bigint;
  available: bigint | null;
  held: bigint | null;
  issuance: bigint | null;
  promotions: bigint | null;
  adjustments: bigint | null;
  transfers: bigint | null;
  usage: bigint | null;
  breakage: bigint | null;
  unbilled: bigint | null;
  receivable: bigint | null;
  hold_deadline_at: Date | null;
  hold_step: number | null;
  account_id: string;
  kind: string;
  hash: Buffer;
  moves: string;
  command_id: string | null;
  fingerprint: Buffer | null;
  hold_id: string | null;
  reference_type: string | null;
  reference_id: string | null;
  memo: string | null;
  project_id: string | null;
  api_key_id: string | null;
  session_id: string | null;
  model: string | null;
  operation: string | null;
  transfer_id: string | null;
  other_account_id: string | null;
  reverses_number: bigint | null;
  reverses_rest: bigint | null;
  rule: string | null;
}

export interface LedgerGrantsTable {
  number: bigint;
  amount: bigint;
  effective_at: Date;
  expires_at: Date | null;
  created_at: Date;
  priority: number;
  account_id: string;
  grant_id: string;
  kind: string;
  label: string;
  origin_kind: string | null;
}

export interface LedgerRefusalsTable {
  at: Date;
  account_id: string;
  command_id: string;
  fingerprint: Buffer;
  code: string;
  detail: string;
  extras: ColumnType<JsonValue, string, string>;
}

/** Every table, by the name that statements use. */
export interface Schema {
  access_changes: AccessChangesTable;
  access_secrets: AccessSecretsTable;
  api_keys: ApiKeysTable;
  balance_proofs: BalanceProofsTable;
  campaigns: CampaignsTable;
  chain_blocks: ChainBlocksTable;
  chain_cursors: ChainCursorsTable;
  congestion_states: CongestionStatesTable;
  credentials: CredentialsTable;
  credited_without_entry: CreditedWithoutEntryTable;
  deposit_addresses: DepositAddressesTable;
  deposit_keys: DepositKeysTable;
  deposits: DepositsTable;
  destroyed_funds: DestroyedFundsTable;
  ended_drafts: EndedDraftsTable;
  first_purchases: FirstPurchasesTable;
  generation_pictures: GenerationPicturesTable;
  generation_runners: GenerationRunnersTable;
  generation_speeds: GenerationSpeedsTable;
  generation_turns: GenerationTurnsTable;
  generations: GenerationsTable;
  images: ImagesTable;
  invoices: InvoicesTable;
  migrations: MigrationsTable;
  observations: ObservationsTable;
  offers: OffersTable;
  outbox: OutboxTable;
  payout_exports: PayoutExportsTable;
  payouts: PayoutsTable;
  price_book_drafts: PriceBookDraftsTable;
  price_books: PriceBooksTable;
  proved_balances: ProvedBalancesTable;
  quote_keys: QuoteKeysTable;
  quotes: QuotesTable;
  redeem_codes: RedeemCodesTable;
  redemptions: RedemptionsTable;
  refund_addresses: RefundAddressesTable;
  sessions: SessionsTable;
  subscriptions: SubscriptionsTable;
  sweeps: SweepsTable;
  test_payments: TestPaymentsTable;
  tip_settings: TipSettingsTable;
  usage_plans: UsagePlansTable;
  users: UsersTable;
  verifications: VerificationsTable;
  'ledger.accounts': LedgerAccountsTable;
  'ledger.entries': LedgerEntriesTable;
  'ledger.grants': LedgerGrantsTable;
  'ledger.refusals': LedgerRefusalsTable;
}
