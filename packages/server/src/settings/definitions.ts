import os from 'node:os';
import {
  addresses,
  extendedPublicKey,
  file,
  host,
  onOrOff,
  oneOf,
  origin,
  providers,
  url,
  wholeNumber,
  word,
  type Reader,
} from './readers.ts';

/** One setting: the environment variable that gives it, what it is for, what is allowed, and what counts without it. */
export interface SettingDefinition<Value = unknown> {
  readonly variable: string;
  /** One or two sentences for the operator. */
  readonly purpose: string;
  readonly reader: Reader<Value>;
  /** The value when the variable is missing or empty. */
  readonly fallback: () => Value | null;
  /** The fallback in words, for the documentation. */
  readonly fallbackText: string;
  /** Its value must not be shown in messages. */
  readonly secret?: true;
}

function define<const Value>(
  definition: SettingDefinition<Value> & { readonly fallback: () => NoInfer<Value> },
): SettingDefinition<Value> & { readonly fallback: () => Value } {
  return definition;
}

function optional<Value>(definition: Omit<SettingDefinition<Value>, 'fallback'>): SettingDefinition<Value> {
  return { ...definition, fallback: () => null };
}

/** Every setting, in the order of the documentation. The property name is the name in `Settings`. */
export const settingDefinitions = {
  dataDir: define({
    variable: 'IMPREST_DATA_DIR',
    purpose:
      'The data folder: the embedded PostgreSQL, the pictures and the keys that Imprest makes for itself. It is made when it is missing.',
    reader: file,
    fallback: () => file.read('.imprest') ?? '.imprest',
    fallbackText: '`.imprest` in the working folder',
  }),
  databaseUrl: optional({
    variable: 'DATABASE_URL',
    purpose:
      'A PostgreSQL 15 or newer of your own, such as `postgres://user:password@host:5432/imprest`. Without it Imprest runs one in the data folder.',
    reader: url('postgres', 'postgresql'),
    fallbackText: 'the embedded PostgreSQL',
    secret: true,
  }),
  databaseConnections: define({
    variable: 'IMPREST_DATABASE_CONNECTIONS',
    purpose: 'How many connections this process opens to PostgreSQL at most.',
    reader: wholeNumber(2, 90),
    fallback: () => 20,
    fallbackText: '20',
  }),
  port: define({
    variable: 'IMPREST_PORT',
    purpose: 'The port to listen on; 0 takes any free one.',
    reader: wholeNumber(0, 65_535),
    fallback: () => 8787,
    fallbackText: '8787',
  }),
  host: define({
    variable: 'IMPREST_HOST',
    purpose: 'The address to listen on. `0.0.0.0` makes Imprest reachable from other machines.',
    reader: host,
    fallback: () => '127.0.0.1',
    fallbackText: '`127.0.0.1`: only this machine',
  }),
  publicUrl: optional({
    variable: 'IMPREST_PUBLIC_URL',
    purpose: 'Where browsers find this server; it stands in links, and sign-in is accepted from there.',
    reader: origin,
    fallbackText: '`http://localhost:` and the port that it listens on',
  }),
  trustedProxies: optional({
    variable: 'IMPREST_TRUSTED_PROXIES',
    purpose:
      'The reverse proxies in front of this server, such as `127.0.0.1`. Who asks is then read from their `X-Forwarded-For`; without it, all that comes through a proxy counts as one address, for the limits on requests, too.',
    reader: addresses,
    fallbackText: 'none: the header is ignored',
  }),
  sandbox: define({
    variable: 'IMPREST_SANDBOX',
    purpose: 'Whether to run with a local test chain, test USDT and demo people. `off` for real money.',
    reader: onOrOff,
    fallback: () => true,
    fallbackText: '`on`',
  }),
  tronRpcUrls: optional({
    variable: 'IMPREST_TRON_RPC_URL',
    purpose:
      'The address of a Tron node (java-tron) with JSON-RPC at `/jsonrpc` below it, to take USDT (TRC20), such as `https://api.trongrid.io`; or several, the preferred first: they stand in for each other, and final blocks are said by two of them. Needs `IMPREST_SANDBOX=off` and `IMPREST_TRON_XPUB`.',
    reader: providers('http', 'https'),
    fallbackText: 'none: USDT on Tron is not offered',
    secret: true,
  }),
  tronApiKey: optional({
    variable: 'IMPREST_TRON_API_KEY',
    purpose: 'The access key of TronGrid. It is sent to nodes at trongrid.io only, as the header `TRON-PRO-API-KEY`.',
    reader: word(8, 512),
    fallbackText: 'none',
    secret: true,
  }),
  tronRequestsPerSecond: optional({
    variable: 'IMPREST_TRON_REQUESTS_PER_SECOND',
    purpose:
      'How many requests each of these nodes gets in a second at most, for hosted nodes that count them. Behind an address, `#10` says it for that one.',
    reader: wholeNumber(1, 1000),
    fallbackText: 'no limit',
  }),
  tronXpub: optional({
    variable: 'IMPREST_TRON_XPUB',
    purpose:
      "The extended public key (of `m/44'/195'/0'`) from which deposit addresses on Tron are derived. The private key stays with you, offline.",
    reader: extendedPublicKey,
    fallbackText: 'none',
    secret: true,
  }),
  tronConfirmations: optional({
    variable: 'IMPREST_TRON_CONFIRMATIONS',
    purpose:
      'Credit a deposit after this many blocks instead of waiting until Tron calls it final (about a minute). Below 19 a deposit that was credited can still vanish.',
    reader: wholeNumber(1, 1000),
    fallbackText: 'wait until final',
  }),
  tronConfirmationsUpTo: optional({
    variable: 'IMPREST_TRON_CONFIRMATIONS_UP_TO',
    purpose:
      'Up to how many USDT `IMPREST_TRON_CONFIRMATIONS` counts, for all that an account has on its way in this manner together; what is beyond waits until Tron calls it final.',
    reader: wholeNumber(1, 1_000_000),
    fallbackText: 'every amount',
  }),
  tronAddresses: define({
    variable: 'IMPREST_TRON_ADDRESSES',
    purpose:
      'Whether each account has one deposit address on Tron for all its invoices, or each invoice one of its own. Addresses that were given out are watched for ever, whatever counts later.',
    reader: oneOf('account', 'invoice'),
    fallback: () => 'account',
    fallbackText: '`account`',
  }),
  tronToken: define({
    variable: 'IMPREST_TRON_TOKEN',
    purpose: 'The contract of USDT on Tron. Set it only when Tether has replaced its contract.',
    reader: word(34, 34),
    fallback: () => 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
    fallbackText: "`TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t`, Tether's contract",
  }),
  ethereumRpcUrls: optional({
    variable: 'IMPREST_ETHEREUM_RPC_URL',
    purpose:
      'The JSON-RPC address of an Ethereum node, to take USDT (ERC20); or several, the preferred first: they stand in for each other, and final blocks are said by two of them. Needs `IMPREST_SANDBOX=off` and `IMPREST_ETHEREUM_XPUB`.',
    reader: providers('http', 'https'),
    fallbackText: 'none: USDT on Ethereum is not offered',
    secret: true,
  }),
  ethereumRequestsPerSecond: optional({
    variable: 'IMPREST_ETHEREUM_REQUESTS_PER_SECOND',
    purpose:
      'How many requests each of these nodes gets in a second at most, for hosted nodes that count them. Behind an address, `#10` says it for that one.',
    reader: wholeNumber(1, 1000),
    fallbackText: 'no limit',
  }),
  ethereumXpub: optional({
    variable: 'IMPREST_ETHEREUM_XPUB',
    purpose:
      "The extended public key (of `m/44'/60'/0'`) from which deposit addresses on Ethereum are derived. The private key stays with you, offline.",
    reader: extendedPublicKey,
    fallbackText: 'none',
    // Whoever gives a private key here by mistake must not find it in a log.
    secret: true,
  }),
  ethereumConfirmations: optional({
    variable: 'IMPREST_ETHEREUM_CONFIRMATIONS',
    purpose:
      'Credit a deposit after this many blocks instead of waiting until Ethereum calls it final (about 13 minutes). Below 32 a deposit that was credited can still vanish.',
    reader: wholeNumber(1, 1000),
    fallbackText: 'wait until final',
  }),
  ethereumConfirmationsUpTo: optional({
    variable: 'IMPREST_ETHEREUM_CONFIRMATIONS_UP_TO',
    purpose:
      'Up to how many USDT `IMPREST_ETHEREUM_CONFIRMATIONS` counts, for all that an account has on its way in this manner together; what is beyond waits until Ethereum calls it final.',
    reader: wholeNumber(1, 1_000_000),
    fallbackText: 'every amount',
  }),
  ethereumAddresses: define({
    variable: 'IMPREST_ETHEREUM_ADDRESSES',
    purpose:
      'Whether each account has one deposit address on Ethereum for all its invoices, or each invoice one of its own. Addresses that were given out are watched for ever, whatever counts later.',
    reader: oneOf('account', 'invoice'),
    fallback: () => 'account',
    fallbackText: '`account`',
  }),
  ethereumToken: define({
    variable: 'IMPREST_ETHEREUM_TOKEN',
    purpose: 'The contract of USDT on Ethereum. Set it only when Tether has replaced its contract.',
    reader: word(42, 42),
    fallback: () => '0xdAC17F958D2ee523a2206206994597C13D831ec7',
    fallbackText: "`0xdAC17F958D2ee523a2206206994597C13D831ec7`, Tether's contract",
  }),
  depositMinCents: define({
    variable: 'IMPREST_DEPOSIT_MIN_CENTS',
    purpose:
      'Deposits below so many hundredths of a USDT are listed and not credited, unless one is exactly what an invoice still asks for.',
    reader: wholeNumber(0, 1000),
    fallback: () => 1,
    fallbackText: '1',
  }),
  tolerancePerMille: define({
    variable: 'IMPREST_PRICE_TOLERANCE',
    purpose: 'How many thousandths of a price may be missing for it to count as paid, with its bonus. What is missing is not credited.',
    reader: wholeNumber(0, 100),
    fallback: () => 0,
    fallbackText: '0',
  }),
  graceDays: define({
    variable: 'IMPREST_INVOICE_GRACE_DAYS',
    purpose:
      'How many days after an invoice has expired its price may still arrive for its bonus, or for its subscription to begin. What comes later is credited at its rate.',
    reader: wholeNumber(0, 365),
    fallback: () => 7,
    fallbackText: '7',
  }),
  transferMin: define({
    variable: 'IMPREST_TRANSFER_MIN',
    purpose: 'The least that a customer sends to another, in credits.',
    reader: wholeNumber(0, 1_000_000_000),
    fallback: () => 1,
    fallbackText: '1',
  }),
  transferPerDayMax: optional({
    variable: 'IMPREST_TRANSFER_PER_DAY_MAX',
    purpose: 'What a customer may send to others in a day, by UTC, in credits; 0 allows no transfers.',
    reader: wholeNumber(0, 1_000_000_000),
    fallbackText: 'no limit',
  }),
  workers: define({
    variable: 'IMPREST_WORKERS',
    purpose: 'How many threads draw pictures at the same time.',
    reader: wholeNumber(1, 256),
    // One core stays free, so that answers do not wait for pictures.
    fallback: () => Math.min(Math.max(os.availableParallelism() - 1, 1), 256),
    fallbackText: 'one less than there are processor cores, at least 1',
  }),
  logLevel: define({
    variable: 'IMPREST_LOG_LEVEL',
    purpose: 'How much is written to the log.',
    reader: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    fallback: () => 'info',
    fallbackText: '`info`',
  }),
  authSecret: optional({
    variable: 'IMPREST_AUTH_SECRET',
    purpose: 'The secret that signs sessions. All processes of one installation need the same.',
    reader: word(32, 512),
    fallbackText: 'made once and kept in the database',
    secret: true,
  }),
  signingKeyFile: optional({
    variable: 'IMPREST_SIGNING_KEY_FILE',
    purpose: 'The file with the Ed25519 private key (PKCS #8, PEM) that signs deposit addresses. It is made when it is missing.',
    reader: file,
    fallbackText: '`signing-key.pem` in the data folder',
  }),
  serverUrl: define({
    variable: 'IMPREST_URL',
    purpose: 'The server that the commands of `imprest` ask.',
    reader: url('http', 'https'),
    fallback: () => 'http://127.0.0.1:8787',
    fallbackText: '`http://127.0.0.1:8787`',
  }),
  apiKey: optional({
    variable: 'IMPREST_API_KEY',
    purpose: 'The API key with which the commands of `imprest` ask.',
    reader: word(8, 512),
    fallbackText: 'none: a sandbox lets you in as the demo customer',
    secret: true,
  }),
};
