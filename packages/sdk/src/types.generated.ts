// Made by `npm run generate` from the schemas of packages/server/src/http. Do not edit.

/** One page of a list; pass `nextCursor` as `cursor` for the next page, `null` means that this was the last. */
export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** Credits as exact decimal text, at most six decimals. */
export type Credits = string;

/** USDT as exact decimal text, at most six decimals. */
export type Usdt = string;

/** ISO 8601 in UTC with milliseconds. */
export type Time = string;

/** Whether the server can do its work. */
export interface Health {
  status: 'ok';
  version: string;
  database: 'up';
  networks: Record<string, 'up' | 'down'>;
}

/** What an account has settled about its credits. */
export interface AccountRules {
  reserve: Credits;
  alertLevel: Credits | null;
  budgets: Budget[];
  creditLine: {
    limit: Credits;
    unbilled: Credits;
    billed: Credits;
    left: Credits;
  } | null;
  recurringGrants: RecurringGrant[];
  asOf: Time;
}

/** What a project, an API key or a session may spend, as it stands now. */
export interface Budget {
  scope: BudgetScope;
  period: BudgetPeriod;
  limit: Credits;
  used: Credits;
  held: Credits;
  left: Credits;
  startsAnewAt: Time | null;
}

/** How long a budget lasts, by UTC: a day, a week from Monday on, a month; a total never starts anew. */
export type BudgetPeriod = 'day' | 'week' | 'month' | 'total';

/** Whose spending a budget limits. */
export interface BudgetScope {
  type: 'project' | 'api_key' | 'session';
  id: string;
}

/** What cycles are counted in. */
export type CycleUnit = 'day' | 'week' | 'month' | 'year';

/** Credits set aside for one operation. */
export interface Hold {
  id: string;
  status: 'open' | 'captured' | 'voided' | 'expired';
  amount: Credits;
  captured: Credits;
  remaining: Credits;
  createdAt: Time;
  deadlineAt: Time;
  endedAt: Time | null;
  /** Where what is still set aside comes from, in the order in which it would be captured */
  parts: {
    grantId: string;
    kind: FundKind;
    amount: Credits;
  }[];
}

/** Credits that are granted anew with each cycle. */
export interface RecurringGrant {
  id: string;
  kind: GrantKind;
  credits: Credits;
  every: number;
  unit: CycleUnit;
  anchorAt: Time;
  timeZone: string;
  cyclesLeft: number | null;
  rollover: Rollover | null;
  nextAt: Time;
  label: string;
}

/** What of the unused credits of a cycle is kept when the next one begins. */
export interface Rollover {
  /** At most this much in all; null for no cap */
  max: string | null;
  /** How many further cycles it is kept; null for ever */
  cycles: number | null;
}

/** Whether a spend would be booked now, and if not, why; nothing is kept free. */
export interface SpendCheck {
  allowed: boolean;
  problem: {
    code: string;
    title: string;
    detail: string;
  } | null;
}

/** Credits that went to another account. */
export interface Transfer {
  id: string;
  toAccountId: string;
  credits: Credits;
  at: Time;
  entry: Entry;
}

/** The credits of an account now; `available` is what can be spent: balance less held. */
export interface Balance {
  accountId: string;
  balance: Credits;
  held: Credits;
  available: Credits;
  asOf: Time;
}

/** One line of the statement: an immutable event in the ledger. */
export interface Entry {
  id: string;
  /** Counts the entries of the account without gaps */
  number: number;
  kind: EntryKind;
  at: Time;
  balanceChange: Credits;
  heldChange: Credits;
  balanceAfter: Credits;
  heldAfter: Credits;
  availableAfter: Credits;
  /** The entry in plain words */
  description: string;
  reference: {
    type: string;
    id: string;
  } | null;
  /** The grants that it touched, in the order used */
  parts: {
    grantId: string;
    kind: FundKind;
    amount: Credits;
  }[];
  /** What the close of a period bills */
  billed: Credits | null;
  /** What a refund owes the customer */
  paidBack: Credits | null;
  /** What a reversal or a refund names; `null` for what time alone caused */
  commandId: string | null;
  holdId: string | null;
  /** Chains the entry to the one before it */
  hash: string;
}

/** What an entry did. */
export type EntryKind = 'open-account' | 'grant' | 'hold' | 'capture' | 'extend' | 'void' | 'spend' | 'transfer' | 'adjust' | 'reverse' | 'refund' | 'set-reserve' | 'set-alert-level' | 'set-budget' | 'set-credit-limit' | 'close-period' | 'settle' | 'start-recurring-grant' | 'extend-recurring-grant' | 'stop-recurring-grant' | 'rollover' | 'expire';

export type EntryPage = Page<Entry>;

/** Where moved credits belong: to a grant of a kind, or to the credit line of an account that pays after. */
export type FundKind = 'purchased' | 'bonus' | 'promotional' | 'trial' | 'subscription' | 'transferred' | 'refunded' | 'adjustment' | 'credit_line';

/** Credits that were given at once. */
export interface Grant {
  id: string;
  kind: GrantKind;
  label: string;
  amount: Credits;
  remaining: Credits;
  /** Lower is spent first */
  priority: number;
  effectiveAt: Time;
  expiresAt: Time | null;
  createdAt: Time;
}

/** How credits came to an account. */
export type GrantKind = 'purchased' | 'bonus' | 'promotional' | 'trial' | 'subscription' | 'transferred' | 'refunded' | 'adjustment';

export type GrantPage = Page<Grant>;

/** Redeem codes that were made together, with what they grant. */
export interface Campaign {
  id: string;
  /** What the customer sees beside the credits */
  label: string;
  kind: CampaignKind;
  credits: Credits;
  /** Lower is spent first */
  priority: number;
  expiresAfterDays: number | null;
  expiresAt: Time | null;
  validFrom: Time;
  validUntil: Time | null;
  /** Only for accounts that have never bought credits */
  newCustomersOnly: boolean;
  codeCount: number;
  /** How often its codes were redeemed */
  claims: number;
  /** How many of its codes are disabled */
  disabledCount: number;
  code: string | null;
  createdBy: string;
  createdAt: Time;
}

/** The kind of grant that a code gives. */
export type CampaignKind = 'promotional' | 'bonus' | 'trial';

export type CampaignPage = Page<Campaign>;

/** One code of a campaign, with how often it was redeemed. */
export interface RedeemCode {
  id: string;
  campaignId: string;
  label: string;
  code: string;
  status: RedeemCodeStatus;
  claims: number;
  claimsMax: number | null;
  disabledAt: Time | null;
  createdAt: Time;
}

export type RedeemCodePage = Page<RedeemCode>;

/** `waiting`: not valid yet · `open`: can be redeemed · `exhausted`: redeemed as often as it can be · `ended`: its time is over · `disabled`. */
export type RedeemCodeStatus = 'waiting' | 'open' | 'exhausted' | 'ended' | 'disabled';

/** What an account got for a code. */
export interface Redemption {
  id: string;
  code: string;
  label: string;
  kind: CampaignKind;
  credits: Credits;
  grantId: string;
  expiresAt: Time | null;
  redeemedAt: Time;
}

/** Whether an address is ours, and whose. */
export interface AddressCheck {
  network: NetworkId;
  /** As the network shows it, with checksum */
  address: string;
  /** Whether the extended public key of the settings derives it at its index */
  verified: boolean;
  /** What was found, in plain words */
  detail: string;
  keyFingerprint: string;
  keyIndex: number;
  path: string | null;
  accountId: string;
  invoiceId: string | null;
  givenOutAt: Time;
  signature: 'valid' | 'invalid' | null;
}

/** What came of holding what is recorded against the balances of our addresses. */
export interface BalanceProof {
  id: string;
  network: NetworkId;
  status: 'holds' | 'differs';
  /** What was found, in plain words */
  detail: string;
  /** The last final block that was compared */
  blockNumber: number;
  startedAt: Time;
  finishedAt: Time;
  /** How many addresses hold what is recorded */
  addressesProved: number;
  recordedUsdt: Usdt;
  /** Of how many addresses something is recorded at all */
  addressesInUse: number;
  destroyedUsdt: Usdt;
  /** How many addresses hold something else */
  differences: number;
  firstDifference: {
    address: string;
    recordedUsdt: Usdt;
    foundUsdt: Usdt;
  } | null;
}

export type BalanceProofPage = Page<BalanceProof>;

/** One transfer of USDT to an address of ours, as the chain shows it. */
export interface Deposit {
  id: string;
  network: string;
  txHash: string;
  /** Tells apart the transfers of one transaction */
  ordinal: number;
  invoiceId: string | null;
  match: 'address' | 'exact' | 'nearly' | 'oldest_open' | 'late' | 'operator' | null;
  amountUsdt: Usdt;
  status: 'seen' | 'confirming' | 'final' | 'credited' | 'orphaned' | 'returned';
  confirmations: number;
  confirmationsRequired: number;
  blockNumber: number;
  blockHash: string;
  seenAt: Time;
  finalAt: Time | null;
  creditedAt: Time | null;
  credits: Credits | null;
  /** What it brought */
  lines: {
    kind: 'purchased' | 'bonus' | 'subscription' | 'settled';
    credits: Credits;
    label: string;
  }[];
  unmatchedReason: 'dust' | 'refused' | 'account_closed' | 'vanished' | null;
  unmatchedCode: string | null;
  /** What became of it, in plain words */
  explanation: string;
}

export type DepositPage = Page<Deposit>;

/** A deposit as the operator sees it. */
export interface DeskDeposit {
  id: string;
  network: string;
  txHash: string;
  /** Tells apart the transfers of one transaction */
  ordinal: number;
  invoiceId: string | null;
  match: 'address' | 'exact' | 'nearly' | 'oldest_open' | 'late' | 'operator' | null;
  amountUsdt: Usdt;
  status: 'seen' | 'confirming' | 'final' | 'credited' | 'orphaned' | 'returned';
  confirmations: number;
  confirmationsRequired: number;
  blockNumber: number;
  blockHash: string;
  seenAt: Time;
  finalAt: Time | null;
  creditedAt: Time | null;
  credits: Credits | null;
  /** What it brought */
  lines: {
    kind: 'purchased' | 'bonus' | 'subscription' | 'settled';
    credits: Credits;
    label: string;
  }[];
  unmatchedReason: 'dust' | 'refused' | 'account_closed' | 'vanished' | null;
  unmatchedCode: string | null;
  /** Why it waits, or what became of it, and what you can do, in plain words */
  explanation: string;
  accountId: string;
  unmatchedDetail: string | null;
}

/** What an explanation says, for programs. */
export type ExplanationCode = 'send' | 'confirming' | 'confirming_part' | 'refused' | 'paid' | 'paid_nearly' | 'underpaid' | 'underpaid_closed' | 'underpaid_canceled' | 'part_waits' | 'part_turned' | 'overpaid' | 'late' | 'late_without_bonus' | 'expired' | 'canceled' | 'address_in_doubt';

/** A request to pay USDT, with what it brings line by line. */
export interface Invoice {
  id: string;
  status: InvoiceStatus;
  purchase: Purchase;
  network: NetworkId;
  amountUsdt: Usdt;
  receivedUsdt: Usdt;
  remainingUsdt: Usdt;
  /** Where to pay; it may belong to the account for good */
  address: string;
  addressSignature: string;
  /** For a QR code: EIP-681 on Ethereum, the bare address on Tron */
  paymentUri: string;
  deposits: Deposit[];
  /** The status in plain words */
  explanation: string;
  explanationCode: ExplanationCode;
  /** Opens the page of its payments for whoever is given it: `/payment/` and this */
  paymentLink: string;
  createdAt: Time;
  expiresAt: Time;
  graceUntil: Time;
  canceledAt: Time | null;
  paidAt: Time | null;
  accountId: string;
}

export type InvoicePage = Page<Invoice>;

/** Where an invoice stands. */
export type InvoiceStatus = 'open' | 'confirming' | 'paid' | 'underpaid' | 'overpaid' | 'late' | 'expired' | 'canceled';

/** A chain on which invoices can be paid. */
export interface Network {
  id: NetworkId;
  title: string;
  token: string;
  tokenContract: string;
  chainId: number;
  sandbox: boolean;
  recommended: boolean;
  confirmationsRequired: number;
  typicalSeconds: number;
  transferFee: TransferFee | null;
  status: 'up' | 'down';
  statusDetail: string | null;
}

/** Where the follower of a network stands, and how its providers do. */
export interface NetworkHealth {
  network: NetworkId;
  status: 'up' | 'down';
  statusDetail: string | null;
  cursorNumber: number | null;
  finalNumber: number | null;
  checkedNumber: number | null;
  cursorMovedAt: Time | null;
  headNumber: number | null;
  blocksBehind: number | null;
  lastProof: BalanceProof | null;
  providers: ProviderHealth[];
}

/** The id of a network. */
export type NetworkId = 'tron' | 'ethereum';

export type NetworkPage = Page<Network>;

/** An invoice and its transfers, as whoever has the link may see them. */
export interface Payment {
  id: string;
  status: InvoiceStatus;
  purchase: Purchase;
  network: NetworkId;
  amountUsdt: Usdt;
  receivedUsdt: Usdt;
  remainingUsdt: Usdt;
  /** Where to pay; it may belong to the account for good */
  address: string;
  addressSignature: string;
  /** For a QR code: EIP-681 on Ethereum, the bare address on Tron */
  paymentUri: string;
  deposits: Deposit[];
  /** The status in plain words */
  explanation: string;
  explanationCode: ExplanationCode;
  /** Opens the page of its payments for whoever is given it: `/payment/` and this */
  paymentLink: string;
  createdAt: Time;
  expiresAt: Time;
  graceUntil: Time;
  canceledAt: Time | null;
  paidAt: Time | null;
}

/** How one provider of a network does. */
export interface ProviderHealth {
  /** Its host */
  name: string;
  /** `out`: left alone until `outUntil`, because of `lastError` */
  status: 'in_use' | 'ready' | 'out';
  outUntil: Time | null;
  lastAnswerAt: Time | null;
  headNumber: number | null;
  blocksBehind: number | null;
  forkNumber: number | null;
  requests: number;
  errors: number;
  lastError: {
    at: Time;
    sentence: string;
  } | null;
}

/** What was found when blocks were read again. */
export interface Rescan {
  network: NetworkId;
  fromBlock: number;
  /** The last block that was read; later ones are not final yet */
  toBlock: number;
  /** How many transfers to our addresses, or to the one asked for, lie in these blocks */
  found: number;
  /** The deposits that were missing until now */
  recorded: string[];
  nextBlock: number | null;
  balance: {
    recordedUsdt: Usdt;
    foundUsdt: Usdt;
  } | null;
  /** Of a transaction: what else it sent to our addresses. It is never credited; send it back from the wallet */
  others: {
    contract: string | null;
    /** In the smallest unit of that token or coin */
    amount: string;
    /** Ours, as the network shows it */
    address: string;
    path: string | null;
    accountId: string;
    invoiceId: string | null;
  }[];
}

/** What the test wallet of a sandbox has sent. */
export interface TestPayment {
  txHash: string;
  amountUsdt: Usdt;
}

/** What sending USDT to one of our addresses costs the sender, in the network's own coin. An exchange asks for a fee of its own instead. */
export interface TransferFee {
  coin: 'TRX' | 'ETH';
  /** To an address that holds USDT already */
  least: string;
  /** To an address that holds none yet */
  most: string;
  readAt: Time;
}

/** A deposit that waits for the operator. */
export interface UnmatchedDeposit {
  id: string;
  network: string;
  txHash: string;
  /** Tells apart the transfers of one transaction */
  ordinal: number;
  invoiceId: string | null;
  match: 'address' | 'exact' | 'nearly' | 'oldest_open' | 'late' | 'operator' | null;
  amountUsdt: Usdt;
  status: 'seen' | 'confirming' | 'final' | 'credited' | 'orphaned' | 'returned';
  confirmations: number;
  confirmationsRequired: number;
  blockNumber: number;
  blockHash: string;
  seenAt: Time;
  finalAt: Time | null;
  creditedAt: Time | null;
  credits: Credits | null;
  /** What it brought */
  lines: {
    kind: 'purchased' | 'bonus' | 'subscription' | 'settled';
    credits: Credits;
    label: string;
  }[];
  unmatchedReason: 'dust' | 'refused' | 'account_closed' | 'vanished' | null;
  unmatchedCode: string | null;
  /** Why it waits, or what became of it, and what you can do, in plain words */
  explanation: string;
  accountId: string;
  unmatchedDetail: string | null;
  /** Where it arrived */
  address: string;
  unmatchedAt: Time;
  tryAgainAt: Time | null;
}

export type UnmatchedDepositPage = Page<UnmatchedDeposit>;

/** USDT that is owed to you for refunded credits. */
export interface OwnPayout {
  id: string;
  /** The deposit that it pays back, or a part of it */
  depositId: string;
  /** The `commandId` of the entry that took the credits back */
  refundCommandId: string;
  replaces: string | null;
  replacedBy: string | null;
  network: NetworkId;
  address: string;
  amountUsdt: Usdt;
  credits: Credits;
  status: PayoutStatus;
  txHash: string | null;
  /** Whether the chain says so */
  onChain: boolean;
  blockNumber: number | null;
  blockHash: string | null;
  /** What has become of it, and what happens next, in plain words */
  explanation: string;
  createdAt: Time;
  exportedAt: Time | null;
  confirmedAt: Time | null;
  canceledAt: Time | null;
}

export type OwnPayoutPage = Page<OwnPayout>;

/** USDT that is owed for refunded credits, as the operator sees it. */
export interface Payout {
  id: string;
  /** The deposit that it pays back, or a part of it */
  depositId: string;
  /** The `commandId` of the entry that took the credits back */
  refundCommandId: string;
  replaces: string | null;
  replacedBy: string | null;
  network: NetworkId;
  address: string;
  amountUsdt: Usdt;
  credits: Credits;
  status: PayoutStatus;
  txHash: string | null;
  /** Whether the chain says so */
  onChain: boolean;
  blockNumber: number | null;
  blockHash: string | null;
  /** What has become of it, and what happens next, in plain words */
  explanation: string;
  createdAt: Time;
  exportedAt: Time | null;
  confirmedAt: Time | null;
  canceledAt: Time | null;
  accountId: string;
  exportId: string | null;
}

/** Unsigned transfers for the wallet of the operator. */
export interface PayoutExport {
  id: string;
  network: NetworkId;
  chainId: number;
  /** Whom each transaction calls */
  tokenContract: string;
  createdAt: Time;
  payouts: {
    id: string;
    accountId: string;
    address: string;
    amountUsdt: Usdt;
    /** The call `transfer(address,uint256)`, in hexadecimal with 0x */
    data: string;
  }[];
}

export type PayoutPage = Page<Payout>;

/** What a refund would pay back now, of what, and to where. */
export interface PayoutPreview {
  accountId: string;
  depositId: string;
  invoiceId: string | null;
  network: NetworkId;
  txHash: string;
  depositUsdt: Usdt;
  arrivedAt: Time;
  commandId: string | null;
  /** And these its bonus */
  bonusCommandIds: string[];
  credits: Credits;
  amountUsdt: Usdt;
  /** What the customer has confirmed; without one nothing is refunded */
  refundAddresses: RefundAddress[];
  problem: {
    code: string;
    title: string;
    detail: string;
  } | null;
}

/** Where a payout stands. */
export type PayoutStatus = 'requested' | 'exported' | 'sent' | 'confirmed' | 'canceled';

/** Where an account wants to be paid back on one network. */
export interface RefundAddress {
  network: NetworkId;
  /** With its checksum */
  address: string;
  confirmedAt: Time;
}

export type RefundAddressPage = Page<RefundAddress>;

/** A transfer of USDT that has left an address of ours. */
export interface Sweep {
  id: string;
  network: NetworkId;
  txHash: string;
  /** Tells apart the transfers of one block */
  logIndex: number;
  blockNumber: number;
  blockHash: string;
  /** From where */
  address: string;
  to: string;
  /** Whose deposits lay there */
  accountId: string;
  amountUsdt: Usdt;
  /** Whether the chain will not take it back */
  final: boolean;
  seenAt: Time;
}

export type SweepPage = Page<Sweep>;

/** What lies on our addresses, what moving it costs, and the unsigned transactions that do. */
export interface SweepPlan {
  network: NetworkId;
  chainId: number;
  /** Whom each transaction calls */
  tokenContract: string;
  /** Where everything goes */
  to: string;
  /** The final block at which the balances were read */
  blockNumber: number;
  createdAt: Time;
  expiresAt: Time | null;
  /** What the network is paid with */
  coin: 'TRX' | 'ETH';
  transfers: {
    /** The sender */
    address: string;
    accountId: string;
    keyFingerprint: string;
    keyIndex: number;
    path: string | null;
    amountUsdt: Usdt;
    nonce: number | null;
    /** In hexadecimal with 0x: on Ethereum a transaction of type 2 without a signature, on Tron its `raw_data` */
    unsigned: string;
    /** The 32 bytes that are signed; on Tron also the id of the transaction */
    digest: string;
    /** What it costs at most, in the coin of the network */
    fee: string;
    /** What of that the address lacks, to be sent there first */
    missing: string;
  }[];
  totalUsdt: Usdt;
  /** What all of them cost at most */
  totalFee: string;
  /** What the addresses lack of it together */
  totalMissing: string;
  /** What stays, because less than the minimum lies there */
  below: {
    addresses: number;
    usdt: Usdt;
  };
  /** How many more addresses hold the minimum */
  more: number;
  leftOut: {
    address: string;
    reason: string;
  }[];
  /** All of that in plain words */
  detail: string;
}

/** A key of a program, without its secret. */
export interface ApiKey {
  id: string;
  name: string;
  /** The first characters of the key */
  prefix: string;
  createdAt: Time;
  lastUsedAt: Time | null;
  revokedAt: Time | null;
}

export type ApiKeyPage = Page<ApiKey>;

/** A new key with its secret, which is shown this once. */
export interface CreatedApiKey {
  id: string;
  name: string;
  /** The first characters of the key */
  prefix: string;
  createdAt: Time;
  lastUsedAt: Time | null;
  revokedAt: Time | null;
  /** `imp_sk_…`; keep it, it is not shown again */
  secret: string;
}

/** Who is asking. */
export interface Me {
  userId: string;
  email: string;
  name: string;
  role: 'customer' | 'operator';
  accountId: string;
  sandbox: boolean;
}

/** Whether this server is a sandbox, and the people who can sign in to it; empty elsewhere. */
export interface Sandbox {
  sandbox: boolean;
  demo: {
    email: string;
    password: string;
    role: 'customer' | 'operator';
  }[];
}

/** What makes pictures. */
export interface Engine {
  id: string;
  title: string;
  description: string;
  /** Pictures come from a formula, not from a trained model */
  procedural: boolean;
  operations: string[];
  /** What it takes as `facts` beside the settings that all have */
  facts: string[];
  models: {
    id: string;
    title: string;
    description: string;
  }[];
}

export type EnginePage = Page<Engine>;

/** One request to make pictures; each picture is paid when it is delivered. */
export interface Generation {
  id: string;
  status: GenerationStatus;
  request: {
    operation: 'generate';
    prompt: string;
    negativePrompt?: string;
    model: string;
    width: number;
    height: number;
    steps: number;
    images: number;
    /** What else the price book prices by, by name, such as `quality`, `speed`, `references`, or how much of a measured unit you expect. Decimal numbers may come as text */
    facts?: Record<string, string | number | boolean>;
    seed: number;
  };
  engine: string;
  procedural: boolean;
  quoteId: string;
  holdId: string;
  quoted: Credits;
  upperBound: Credits;
  charged: Credits;
  /** What was charged for each picture that has ended, and for what */
  charges: {
    index: number;
    end: 'delivered' | 'failed' | 'refusedBeforeRun' | 'refusedAfterRun' | 'canceledInQueue' | 'canceledWhileRunning';
    credits: Credits;
  }[];
  images: Image[];
  imagesRequested: number;
  queuePosition: number | null;
  waiting: {
    maxCongestion: string;
    until: Time;
  } | null;
  progress: {
    imageIndex: number;
    step: number;
    steps: number;
    fraction: number;
  } | null;
  problem: {
    code: string;
    detail: string;
  } | null;
  createdAt: Time;
  startedAt: Time | null;
  finishedAt: Time | null;
}

/** The generation, or its quote where nothing was to be made. */
export type GenerationOrQuote = Generation | Quote;

export type GenerationPage = Page<Generation>;

/** The pictures to be made. With `quoteId` they cost what that quote says. */
export interface GenerationRequest {
  operation: 'generate';
  prompt: string;
  negativePrompt?: string;
  model: string;
  width: number;
  height: number;
  steps: number;
  images: number;
  /** What else the price book prices by, by name, such as `quality`, `speed`, `references`, or how much of a measured unit you expect. Decimal numbers may come as text */
  facts?: Record<string, string | number | boolean>;
  /** Chosen by chance when left out */
  seed?: number;
  quoteId?: string;
  /** The project that they are for; its budgets count them */
  project?: string;
  /** The session that they are for; its budgets count them */
  session?: string;
  /** Whether the reserve may be used too; false when left out */
  useReserve?: boolean;
  /** The highest factor of the queue to pay, such as "1". While the queue's factor is above it, the pictures wait, with their price at this factor set aside, and are made when it falls */
  maxCongestion?: string;
}

/** Where a generation stands. */
export type GenerationStatus = 'waiting' | 'queued' | 'running' | 'succeeded' | 'partly_succeeded' | 'failed' | 'canceled';

/** One picture with its settings and what it cost. */
export interface Image {
  id: string;
  generationId: string;
  index: number;
  width: number;
  height: number;
  seed: number;
  prompt: string;
  negativePrompt: string;
  model: string;
  steps: number;
  engine: string;
  procedural: boolean;
  cost: Credits;
  bytes: number;
  /** Of the PNG file */
  sha256: string;
  mediaType: string;
  fileUrl: string;
  thumbnailUrl: string;
  createdAt: Time;
}

export type ImagePage = Page<Image>;

/** Something wrong in the text of a price book. */
export interface BookProblem {
  /** A JSON pointer to the offending node; empty for the whole */
  path: string;
  /** Of the text */
  line: number;
  message: string;
  /** A request that shows it, where there is one */
  request: Record<string, boolean | number | string> | null;
}

/** A price book in the making. It may be wrong: see `checkPriceBook`. */
export interface Draft {
  id: string;
  /** Counts the saves; give the one that you have read */
  revision: number;
  title: string;
  createdAt: Time;
  savedAt: Time;
  /** A price book as data; its form is that of `getPriceBookSchema` */
  book: Record<string, unknown>;
}

export type DraftPage = Page<DraftSummary>;

/** A price book in the making, without what it says. */
export interface DraftSummary {
  id: string;
  /** Counts the saves; give the one that you have read */
  revision: number;
  title: string;
  createdAt: Time;
  savedAt: Time;
}

/** A part of the generations that ended in a time, priced again. Parts add up; go on with `nextCursor` until it is `null`. */
export interface EarningsSlice {
  from: Time;
  to: Time;
  until: Time;
  /** With a picture that was delivered */
  generations: number;
  /** Pictures that were delivered */
  images: number;
  charged: Credits;
  current: Repriced;
  tried: Repriced;
  nextCursor: string | null;
}

/** One difference between two price books. */
export interface PriceBookChange {
  /** A JSON pointer into the later book; into the earlier one for what was taken out */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  /** `null` for what was added */
  before: unknown;
  /** `null` for what was taken out */
  after: unknown;
}

/** What would be refused if the text were published; nothing for a book that can be. */
export interface PriceBookCheck {
  problems: BookProblem[];
}

/** What has changed from one price book to another. */
export interface PriceBookComparison {
  changes: PriceBookChange[];
}

/** Requests priced by the book in force and by the one that is tried. */
export interface PriceBookTrial {
  currentVersion: number;
  samples: TriedSample[];
}

/** A published version, without what it says. */
export interface PriceBookVersion {
  id: string;
  version: number;
  hash: string;
  title: string;
  effectiveFrom: Time;
  publishedAt: Time;
  /** `coming` is in force from its time on; `replaced` was in force, or a newer one came before its time */
  state: 'coming' | 'current' | 'replaced';
}

export type PriceBookVersionPage = Page<PriceBookVersion>;

/** A published version; it never changes. */
export interface PublishedPriceBook {
  id: string;
  version: number;
  hash: string;
  title: string;
  effectiveFrom: Time;
  publishedAt: Time;
  /** A price book as data; its form is that of `getPriceBookSchema` */
  book: Record<string, unknown>;
}

/** What delivered pictures earn by a book. */
export interface Repriced {
  earned: Credits;
  /** What the book has no price for; `earned` has none of it. `charged` is what it earned then */
  unpriced: {
    generations: number;
    charged: Credits;
  };
  /** Why, the commonest first; at most five */
  reasons: {
    detail: string;
    generations: number;
  }[];
}

/** A request to be priced. */
export interface SampleRequest {
  what?: string;
  /** The `operation` and its facts by name */
  request: Record<string, boolean | number | string>;
}

/** What a request costs by a book. */
export interface TriedPrice {
  /** `null` where the book has no price for it */
  total: Credits | null;
  /** Differs from `total` for an estimate */
  upperBound: Credits | null;
  lines: QuoteLine[];
  /** Why there is no price */
  refused: string | null;
}

/** One request by two price books. */
export interface TriedSample {
  what: string;
  /** The `operation` and its facts by name */
  request: Record<string, boolean | number | string>;
  current: TriedPrice;
  tried: TriedPrice;
}

/** A JSON Schema, draft 2020-12. */
export interface JsonSchema {
  [more: string]: unknown;
}

/** Credits sold at once. */
export interface Pack {
  id: string;
  title: string;
  priceUsdt: Usdt;
  credits: Credits;
  pricePerCreditUsdt: Usdt;
  grants: {
    kind: GrantKind;
    label: string;
    credits: Credits;
    expiresAfterMonths: number | null;
  }[];
  recommended: boolean;
}

export type PackPage = Page<Pack>;

/** How a picture can end that is not delivered. */
export type PictureEnd = 'failed' | 'refusedBeforeRun' | 'refusedAfterRun' | 'canceledInQueue' | 'canceledWhileRunning';

/** The pictures to be priced. */
export interface PicturesToPrice {
  /** An operation of the price book: generate, vary, inpaint, upscale, or what else it has */
  operation: string;
  model?: string;
  /** For upscale that of the picture that goes in */
  width?: number;
  height?: number;
  steps?: number;
  /** 1 when left out */
  images?: number;
  /** How many times larger, for upscale */
  factor?: number;
  /** Whether the request has a negative prompt */
  negativePrompt?: boolean;
  /** What else the price book prices by, by name, such as `quality`, `speed`, `references`, or how much of a measured unit you expect. Decimal numbers may come as text */
  facts?: Record<string, string | number | boolean>;
  /** The highest factor of the queue to pay, such as "1". While the queue's factor is above it, the pictures wait, with their price at this factor set aside, and are made when it falls */
  maxCongestion?: string;
}

/** The published prices. */
export interface PriceBook {
  id: string;
  version: number;
  hash: string;
  title: string;
  description: string | null;
  effectiveFrom: Time;
  congestion: {
    /** By which the queue multiplies prices now, as decimal text */
    factor: string;
    floor: string;
    cap: string;
    step: string;
    /** Until everything that waits now is made */
    expectedWaitSeconds: number;
    /** The wait at which the factor begins to rise above 1 */
    targetSeconds: number;
    smoothingSeconds: number;
  } | null;
  models: {
    id: string;
    title: string;
    factor: string | null;
  }[];
  table: {
    operation: string;
    what: string;
    price: Credits;
  }[];
  limits: {
    widthMin: number;
    widthMax: number;
    heightMin: number;
    heightMax: number;
    stepsMin: number;
    stepsMax: number;
    imagesMax: number;
    dimensionStep: number;
  };
}

/** The itemised price of a request; until `expiresAt` the pictures cost never more. */
export interface Quote {
  id: string;
  request: PicturesToPrice;
  lines: QuoteLine[];
  total: Credits;
  /** An estimate has a part that is known only afterwards */
  qualifier: 'exact' | 'estimate';
  upperBound: Credits;
  /** The factor of the queue, "1" without congestion; it stays until the quote expires */
  congestion: string;
  /** The factor is above `maxCongestion` now: pictures made from this quote wait until it has fallen */
  waits: boolean;
  priceBook: {
    id: string;
    version: number;
    hash: string;
  };
  available: Credits;
  availableAfter: Credits;
  affordable: boolean;
  warnings: {
    code: 'expensive_setting' | 'insufficient_credits' | 'reserve_touched' | 'near_alert_level' | 'budget_nearly_used' | 'budget_exceeded';
    detail: string;
    line: string | null;
  }[];
  /** What costs less, each with one thing changed */
  alternatives: QuoteAlternative[];
  engine: string | null;
  /** What is charged for pictures that are not delivered */
  charging: {
    lines: {
      end: PictureEnd;
      /** Of the price of the picture: decimal text from 0 to 1, or `elapsed` for the steps that were done */
      part: string;
      upTo: Credits;
    }[];
    note: string | null;
  };
  createdAt: Time;
  expiresAt: Time;
}

/** The same pictures for less. */
export interface QuoteAlternative {
  kind: 'smaller_size' | 'fewer_steps' | 'batch';
  detail: string;
  change: {
    width?: number;
    height?: number;
    steps?: number;
    images?: number;
  };
  total: Credits;
  saves: Credits;
}

/** One item of a price; the lines add up to the total. */
export interface QuoteLine {
  label: string;
  detail: string | null;
  factor: string | null;
  amount: Credits;
}

/** The pictures to be priced, and who would pay. */
export interface QuoteRequest {
  /** An operation of the price book: generate, vary, inpaint, upscale, or what else it has */
  operation: string;
  model?: string;
  /** For upscale that of the picture that goes in */
  width?: number;
  height?: number;
  steps?: number;
  /** 1 when left out */
  images?: number;
  /** How many times larger, for upscale */
  factor?: number;
  /** Whether the request has a negative prompt */
  negativePrompt?: boolean;
  /** What else the price book prices by, by name, such as `quality`, `speed`, `references`, or how much of a measured unit you expect. Decimal numbers may come as text */
  facts?: Record<string, string | number | boolean>;
  /** The highest factor of the queue to pay, such as "1". While the queue's factor is above it, the pictures wait, with their price at this factor set aside, and are made when it falls */
  maxCongestion?: string;
  /** The project that they are for; its budgets count them */
  project?: string;
  /** The session that they are for; its budgets count them */
  session?: string;
  /** Whether the reserve may be used too; false when left out */
  useReserve?: boolean;
}

/** What went wrong, as in RFC 9457, and what to do about it. Some codes carry more members, such as `required` and `available`. */
export interface ProblemBody {
  /** The page that explains this code */
  type: string;
  title: string;
  status: number;
  /** What happened here and what to do next */
  detail: string;
  /** The id of the request, as in the header `Request-Id` */
  instance: string;
  code: string;
  /** What may be done with the same request */
  retry: 'never' | 'same_key' | 'after';
  errors?: {
    path: string;
    message: string;
  }[];
  [more: string]: unknown;
}

/** The books of the ledger: the accounts’ own (available, held), and the operator’s. */
export type Book = 'available' | 'held' | 'issuance' | 'promotions' | 'adjustments' | 'transfers' | 'usage' | 'breakage' | 'unbilled' | 'receivable';

/** The operator’s books as they were just before `at`, with what happened since `from`. */
export interface Books {
  from: Time;
  at: Time;
  accounts: number;
  entries: number;
  /** Every book; all together are zero */
  books: {
    book: Book;
    opening: Credits;
    change: Credits;
    closing: Credits;
  }[];
  /** What accounts have, by origin and month of expiry (UTC), soonest first and never last */
  outstanding: {
    fund: Fund;
    expiryMonth: string | null;
    available: Credits;
    held: Credits;
  }[];
  /** For each origin: opening less what came to the operator’s books (`changes`) is closing */
  funds: {
    fund: Fund;
    opening: Credits;
    change: Credits;
    closing: Credits;
    changes: {
      issuance: Credits;
      promotions: Credits;
      adjustments: Credits;
      transfers: Credits;
      usage: Credits;
      breakage: Credits;
      unbilled: Credits;
      receivable: Credits;
    };
  }[];
  /** What is outstanding of paid credits */
  deferredRevenue: {
    opening: Credits;
    change: Credits;
    closing: Credits;
  };
  usageRevenue: {
    paid: Credits;
    gifts: Credits;
    adjustments: Credits;
    onCredit: Credits;
    total: Credits;
  };
  breakage: {
    paid: Credits;
    gifts: Credits;
    adjustments: Credits;
    onCredit: Credits;
    total: Credits;
  };
  promotionalCost: Credits;
  owed: {
    unbilled: Credits;
    receivable: Credits;
    /** `receivable` by whole days since it was billed; payments settle the oldest bill first */
    aged: {
      days0To30: Credits;
      days31To60: Credits;
      days61To90: Credits;
      daysOver90: Credits;
    };
  };
}

/** How long the available credits last at the pace of the last days. */
export interface Forecast {
  asOf: Time;
  available: Credits;
  usedPerDay: Credits;
  /** Over how many days the pace was taken */
  paceDays: number;
  runsOutAt: Time | null;
  lastsUntil: Time | null;
  until: Time;
  expires: Credits;
  /** Which grants of now that is */
  expiring: {
    grantId: string;
    amount: Credits;
    at: Time;
  }[];
}

/** Where credits first came from; transferred ones keep their origin. */
export type Fund = 'purchased' | 'subscription' | 'refunded' | 'bonus' | 'promotional' | 'trial' | 'adjustment' | 'credit_line';

/** What credits were used for in a range of time; the groups and the rest make the total. */
export interface UsageReport {
  from: Time;
  to: Time;
  timeZone: string;
  total: {
    amount: Credits;
    /** How many entries it is the sum of */
    count: number;
  };
  /** By day, then the largest first; `null` is what was not asked for, or what its entries do not name */
  groups: {
    day: string | null;
    projectId: string | null;
    apiKeyId: string | null;
    sessionId: string | null;
    model: string | null;
    operation: string | null;
    amount: Credits;
    /** How many entries it is the sum of */
    count: number;
  }[];
  /** The smallest groups, where there are more than the limit */
  rest: {
    amount: Credits;
    /** How many entries it is the sum of */
    count: number;
    groups: number;
  };
}

/** What a need costs in a month in one way. */
export interface ComparedOffer {
  kind: 'pack' | 'subscription' | 'images';
  offerId: string;
  term: SubscriptionTerm | null;
  title: string;
  monthlyUsdt: Usdt;
  perImageUsdt: Usdt;
  explanation: string;
  /** From how many pictures a month it is cheaper than paying picture by picture */
  cheaperThanImagesFrom: number | null;
  /** The corners of its cost, for a chart */
  curve: {
    images: number;
    monthlyUsdt: Usdt;
  }[];
}

/** Ways to pay for so many pictures a month, the cheapest first. */
export interface OfferComparison {
  images: number;
  credits: Credits;
  /** Whether the need is what the account has used in the last 30 days */
  fromUsage: boolean;
  offers: ComparedOffer[];
  /** Which is the cheapest from how many pictures a month on */
  breakEvens: {
    fromImages: number;
    kind: 'pack' | 'subscription' | 'images';
    offerId: string;
    term: SubscriptionTerm | null;
  }[];
}

/** One version of what is sold; it never changes. */
export interface Offers {
  version: number;
  /** SHA-256 of the canonical form of the document */
  hash: string;
  title: string;
  document: OffersDocument;
}

/** What is wrong in the text of an offers document, in the order of its lines; empty for one that can be published. */
export interface OffersCheck {
  problems: {
    /** A JSON pointer; empty for the whole */
    path: string;
    line: number;
    message: string;
  }[];
}

/** What is sold, as the operator wrote it; amounts are decimal text. */
export interface OffersDocument {
  title?: string;
  combinedBonusMaxPercent: number;
  firstPurchaseBonus?: {
    percent: number;
    expiresAfterMonths?: number | null;
  };
  usdtBonus?: {
    percent: number;
    expiresAfterMonths?: number | null;
  };
  packs: {
    /** lower-case letters, digits and dashes */
    id: string;
    title?: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    priceUsdt: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    credits: string;
    expiresAfterMonths?: number | null;
    bonus?: {
      /** an amount above zero as text, such as "12.5", with at most six decimals */
      credits: string;
      expiresAfterMonths?: number | null;
    };
    recommended?: boolean;
  }[];
  campaigns?: {
    /** lower-case letters, digits and dashes */
    id: string;
    title: string;
    /** a time such as "2027-03-20T00:00:00Z" */
    from: string;
    /** a time such as "2027-03-20T00:00:00Z" */
    until: string;
    percent?: number;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    credits?: string;
    packs?: string[];
    expiresAfterMonths?: number | null;
  }[];
  subscriptions?: {
    /** lower-case letters, digits and dashes */
    id: string;
    title: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    creditsPerMonth: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    monthlyUsdt?: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    yearlyUsdt?: string;
    rollover?: {
      creditsMax: string | null;
      months: number | null;
    };
  }[];
  usagePlans?: {
    /** lower-case letters, digits and dashes */
    id: string;
    title: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    pricePerCreditUsdt: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    creditLimit: string;
  }[];
  payPerImage?: {
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    priceUsdt: string;
    /** an amount above zero as text, such as "12.5", with at most six decimals */
    credits?: string;
    imagesMin?: number;
    expiresAfterMonths?: number | null;
  };
}

/** What a purchase costs and brings; paying the price grants exactly these lines. */
export interface Purchase {
  kind: PurchaseKind;
  offerId: string;
  title: string;
  priceUsdt: Usdt;
  credits: Credits;
  lines: PurchaseLine[];
  /** How many months of a subscription */
  months: number | null;
  /** Of the offers that it was made under */
  offersVersion: number;
}

/** What is bought. */
export type PurchaseKind = 'pack' | 'images' | 'subscription' | 'usage';

/** One line of what a purchase brings. */
export interface PurchaseLine {
  /** `subscription`: so much each month · `billed`: pays for what was used · the others are grants of that kind */
  kind: 'purchased' | 'bonus' | 'subscription' | 'billed';
  credits: Credits;
  /** `null`: never */
  expiresAfterMonths: number | null;
  label: string;
  /** `first_purchase`: granted if no other invoice brought bought credits before */
  condition: 'first_purchase' | null;
}

/** Credits each month, paid for until a time. */
export interface Subscription {
  id: string;
  /** What it is called in the offers */
  subscriptionId: string;
  title: string;
  creditsPerMonth: Credits;
  startedAt: Time;
  /** When the next credits come; `null` in the last paid month */
  nextMonthAt: Time | null;
  paidUntil: Time;
  /** Paid months that have not begun */
  monthsAhead: number;
}

export type SubscriptionPage = Page<Subscription>;

/** How long is paid at once. */
export type SubscriptionTerm = 'monthly' | 'yearly';

/** Advice on a request that is about to be made. */
export interface Tip {
  code: TipCode;
  text: string;
  /** What following it saves by the price book in force; `null` where nobody can know */
  saves: Credits | null;
  generationId: string | null;
  imageId: string | null;
}

/** What a tip is about. */
export type TipCode = 'vague_prompt' | 'already_made' | 'made_before' | 'batch';

/** Which tips an account wants to see. */
export interface TipSettings {
  on: boolean;
  dismissed: string[];
  /** Projects for which none are shown, though tips are on */
  offInProjects: string[];
}

/** What would save credits on a request, the most useful first. */
export interface Tips {
  tips: Tip[];
  settings: TipSettings;
}

/** What `signUp` takes. */
export interface SignUpBody {
  email: string;
  /** 10 to 128 characters */
  password: string;
  name: string;
}

/** What `signIn` takes. */
export interface SignInBody {
  email: string;
  password: string;
}

/** What `createApiKey` takes. */
export interface CreateApiKeyBody {
  /** What the key is for */
  name: string;
}

/** What `createGrant` takes. */
export interface CreateGrantBody {
  kind: GrantKind;
  /** Decimal text with at most six decimals */
  credits: string;
  expiresAt?: Time;
  /** Shown beside the grant */
  label?: string;
}

/** What `createHold` takes. */
export interface CreateHoldBody {
  /** Decimal text with at most six decimals */
  credits: string;
  /** Seconds until the hold ends by itself */
  timeoutSeconds?: number;
  /** A sentence for the statement */
  memo?: string;
  /** Whether the reserve may be used too; false when left out */
  useReserve?: boolean;
  /** The project that they are for; its budgets count them */
  project?: string;
  /** The session that they are for; its budgets count them */
  session?: string;
  /** The model that works */
  model?: string;
  /** What is done, such as generate */
  operation?: string;
}

/** What `captureHold` takes. */
export interface CaptureHoldBody {
  /** All that is still held when left out */
  credits?: string;
  /** Ends the hold and frees the rest; true when left out */
  final?: boolean;
  /** A sentence for the statement */
  memo?: string;
  model?: string;
  operation?: string;
  /** Whether the reserve may be used too; false when left out */
  useReserve?: boolean;
}

/** What `extendHold` takes. */
export interface ExtendHoldBody {
  /** Seconds from now; later than its deadline so far */
  timeoutSeconds: number;
}

/** What `voidHold` takes. */
export interface VoidHoldBody {
  /** A sentence for the statement */
  memo?: string;
}

/** What `createSpend` takes. */
export interface CreateSpendBody {
  /** Decimal text with at most six decimals */
  credits: string;
  /** A sentence for the statement */
  memo?: string;
  /** Whether the reserve may be used too; false when left out */
  useReserve?: boolean;
  /** The project that they are for; its budgets count them */
  project?: string;
  /** The session that they are for; its budgets count them */
  session?: string;
  /** The model that works */
  model?: string;
  /** What is done, such as generate */
  operation?: string;
}

/** What `checkSpend` takes. */
export interface CheckSpendBody {
  /** Decimal text with at most six decimals */
  credits: string;
  /** Whether the reserve may be used too; false when left out */
  useReserve?: boolean;
  /** The project that they are for; its budgets count them */
  project?: string;
  /** The session that they are for; its budgets count them */
  session?: string;
  /** The model that works */
  model?: string;
  /** What is done, such as generate */
  operation?: string;
}

/** What `createTransfer` takes. */
export interface CreateTransferBody {
  toAccountId: string;
  /** Decimal text with at most six decimals */
  credits: string;
  /** A sentence for the statement */
  memo?: string;
}

/** What `setReserve` takes. */
export interface SetReserveBody {
  /** Decimal text with at most six decimals; 0 is allowed */
  credits: string;
}

/** What `setAlertLevel` takes. */
export interface SetAlertLevelBody {
  /** `null` ends the alerts */
  credits: string | null;
}

/** What `setBudget` takes. */
export interface SetBudgetBody {
  scope: BudgetScope;
  period: BudgetPeriod;
  /** `null` removes the budget */
  limit: string | null;
}

/** What `createAdjustment` takes. */
export interface CreateAdjustmentBody {
  /** Decimal text with at most six decimals, above or below zero */
  credits: string;
  /** Why, for the statement */
  reason: string;
}

/** What `createReversal` takes. */
export interface CreateReversalBody {
  /** The `commandId` of the entry that is to be undone */
  commandId: string;
  /** A sentence for the statement */
  memo?: string;
}

/** What `createRefund` takes. */
export interface CreateRefundBody {
  /** The `commandId` of the entry that granted the purchase */
  commandId: string;
  /** Those of the entries that granted its bonus */
  bonusCommandIds?: string[];
  /** A sentence for the statement */
  memo?: string;
}

/** What `startRecurringGrant` takes. */
export interface StartRecurringGrantBody {
  /** Your name for it, unique among those that run in the account */
  id: string;
  /** What each cycle gives */
  credits: string;
  unit: CycleUnit;
  /** How many units a cycle lasts; 1 when left out */
  every?: number;
  startsAt?: Time;
  /** UTC when left out */
  timeZone?: string;
  /** How many; until it is stopped when left out */
  cycles?: number;
  rollover?: Rollover;
  kind?: GrantKind;
  /** Shown beside the grants */
  label?: string;
}

/** What `setCreditLimit` takes. */
export interface SetCreditLimitBody {
  /** `null` ends it */
  limit: string | null;
}

/** What `closePeriod` takes. */
export interface ClosePeriodBody {
  /** A sentence for the statement */
  memo?: string;
}

/** What `settlePeriod` takes. */
export interface SettlePeriodBody {
  /** Decimal text with at most six decimals */
  credits: string;
  /** A sentence for the statement */
  memo?: string;
}

/** What `checkPriceBook` takes. */
export interface CheckPriceBookBody {
  /** JSON */
  text: string;
}

/** What `tryPriceBook` takes. */
export interface TryPriceBookBody {
  /** A draft */
  draftId?: string;
  /** A published version */
  version?: number;
  /** A price book as data; its form is that of `getPriceBookSchema` */
  book?: Record<string, unknown>;
  /** The examples of both books when left out */
  requests?: SampleRequest[];
}

/** What `compareEarnings` takes. */
export interface CompareEarningsBody {
  /** A draft */
  draftId?: string;
  /** A published version */
  version?: number;
  /** A price book as data; its form is that of `getPriceBookSchema` */
  book?: Record<string, unknown>;
  from?: Time;
  to?: Time;
  /** The `nextCursor` of the part before */
  cursor?: string;
}

/** What `republishPriceBook` takes. */
export interface RepublishPriceBookBody {
  effectiveFrom?: Time;
  /** The newest version that you have seen; where there is a newer one, nothing is published. Not looked at when left out */
  newestVersion?: number;
}

/** What `saveDraft` takes. */
export interface SaveDraftBody {
  /** A price book as data; its form is that of `getPriceBookSchema` */
  book: Record<string, unknown>;
  draft?: {
    id: string;
    revision: number;
  };
}

/** What `publishDraft` takes. */
export interface PublishDraftBody {
  revision: number;
  effectiveFrom?: Time;
  /** The newest version that you have seen; where there is a newer one, nothing is published. Not looked at when left out */
  newestVersion?: number;
}

/** What `publishOffers` takes. */
export interface PublishOffersBody {
  /** An `OffersDocument` */
  document: Record<string, unknown>;
}

/** What `checkOffers` takes. */
export interface CheckOffersBody {
  /** JSON */
  text: string;
}

/** What `compareOffers` takes. */
export interface CompareOffersBody {
  /** Pictures a month; what the account has used in the last 30 days when left out */
  images?: number;
  request?: PicturesToPrice;
  /** Offers to begin with that come along, instead of those in force */
  library?: 'default' | 'hundreds' | 'welcome';
}

/** What `previewPurchase` takes. */
export interface PreviewPurchaseBody {
  packId?: string;
  subscriptionId?: string;
  term?: SubscriptionTerm;
  /** So many standard pictures, each at its price */
  images?: number;
  /** What was used on credit and is not paid yet */
  usage?: boolean;
}

/** What `startUsagePlan` takes. */
export interface StartUsagePlanBody {
  planId: string;
  /** What may be owed at once; as the plan says when left out */
  creditLimit?: string;
}

/** What `redeemCode` takes. */
export interface RedeemCodeBody {
  /** Case, dashes and spaces do not matter */
  code: string;
}

/** What `createRedeemCodes` takes. */
export interface CreateRedeemCodesBody {
  /** What the customer sees beside the credits */
  label: string;
  kind: CampaignKind;
  /** Decimal text with at most six decimals */
  credits: string;
  /** Lower is spent first; 50 when left out */
  priority?: number;
  /** The granted credits expire so many days after they were redeemed */
  expiresAfterDays?: number;
  expiresAt?: Time;
  /** 4 to 32 letters and digits, with dashes between them as you like */
  code?: string;
  /** How many codes are made up; 1 when left out */
  count?: number;
  /** How many accounts may redeem each code, `null` for any number. When left out: 1, and any number for a chosen word */
  claimsMax?: number | null;
  validFrom?: Time;
  validUntil?: Time;
  /** Only for accounts that have never bought credits */
  newCustomersOnly?: boolean;
}

/** What `rescanNetwork` takes. */
export interface RescanNetworkBody {
  /** With or without 0x */
  txHash?: string;
  /** As the network shows it */
  address?: string;
  fromBlock?: number;
  toBlock?: number;
}

/** What `proveBalances` takes. */
export interface ProveBalancesBody {
  /** One of our addresses */
  address?: string;
  /** How many addresses at most */
  addressesMax?: number;
}

/** What `createSweepPlan` takes. */
export interface CreateSweepPlanBody {
  /** Your own address, with its checksum */
  to: string;
  /** What lies on an address at least; 5 when left out */
  minimumUsdt?: string;
  /** How many addresses at most */
  addressesMax?: number;
}

/** What `createInvoice` takes. */
export interface CreateInvoiceBody {
  packId?: string;
  subscriptionId?: string;
  term?: SubscriptionTerm;
  /** So many standard pictures, each at its price */
  images?: number;
  /** What was used on credit and is not paid yet */
  usage?: boolean;
  network: NetworkId;
}

/** What `switchNetwork` takes. */
export interface SwitchNetworkBody {
  network: NetworkId;
}

/** What `payInvoice` takes. */
export interface PayInvoiceBody {
  /** Decimal text with at most six decimals */
  amountUsdt?: string;
}

/** What `setRefundAddress` takes. */
export interface SetRefundAddressBody {
  network: NetworkId;
  address: string;
  /** That you have compared every letter with your wallet: what is sent elsewhere is lost */
  confirmed: boolean;
}

/** What `previewPayout` takes. */
export interface PreviewPayoutBody {
  /** The id of an account, an invoice or a deposit, a payment's link or page, or a transaction's hash */
  of: string;
}

/** What `createPayout` takes. */
export interface CreatePayoutBody {
  network: NetworkId;
  /** The `commandId` of the entry that granted the purchase */
  commandId: string;
  /** Those of the entries that granted its bonus */
  bonusCommandIds?: string[];
  /** A sentence for the statement */
  memo?: string;
}

/** What `replacePayout` takes. */
export interface ReplacePayoutBody {
  network: NetworkId;
}

/** What `exportPayouts` takes. */
export interface ExportPayoutsBody {
  network: NetworkId;
}

/** What `markPayoutSent` takes. */
export interface MarkPayoutSentBody {
  /** With or without 0x */
  txHash: string;
}

/** What `assignDeposit` takes. */
export interface AssignDepositBody {
  accountId: string;
  invoiceId: string;
}

/** What `creditDeposit` takes. */
export interface CreditDepositBody {
  accountId: string;
}

/** What `returnDeposit` takes. */
export interface ReturnDepositBody {
  accountId: string;
  /** What was done */
  memo: string;
}

/** What `setTips` takes. */
export interface SetTipsBody {
  /** Only for what is made for this project; `on` is then about it alone */
  project?: string;
  on?: boolean;
  /** Not to be shown any more */
  dismiss?: TipCode[];
  /** To be shown again */
  showAgain?: TipCode[];
}
