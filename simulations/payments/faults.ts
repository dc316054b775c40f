import type { Random } from '../random.ts';
import type { Envelope } from './node-rpc.ts';

/** A question of JSON-RPC. */
export interface Question {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a provider does instead of answering properly. */
export type Spoiled =
  /** It answers so, whatever was asked. */
  | { readonly status?: number; readonly body: string }
  /** The connection ends without an answer. */
  | 'cut'
  /** Nothing ever comes. */
  | 'silence'
  /** It answers so, in an envelope. */
  | { readonly answer: Envelope };

/** Makes something wrong of a proper answer; `undefined` when it has nothing to spoil there. */
export type Fault = (question: Question, proper: Envelope, random: Random) => Spoiled | undefined;

/** What providers are known to do, one by one. A node that is behind is not here: it is so for a while, not once. */
const loud = {
  'too many requests': () => ({ status: 429, body: '{"error":"the key exceeds the frequency limit, suspended for 30 s"}' }),
  forbidden: () => ({ status: 403, body: '{"error":"forbidden"}' }),
  busy: () => ({ status: 503, body: 'Service Unavailable' }),
  'no envelope': () => ({ body: '{"Error":"class org.tron.core.exception: lack of computing resources"}' }),
  'a page': () => ({ body: '<!doctype html><html><body>Checking your browser</body></html>' }),
  'an answer cut off': ({ id }, proper, random) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id, ...proper });
    return { body: body.slice(0, 1 + random.below(body.length - 1)) };
  },
  'a connection cut': () => 'cut',
  silence: () => 'silence',
  'an error': () => ({ answer: { error: { code: -32_000, message: 'internal error' } } }),
  'a limit': ({ method }) =>
    method === 'eth_getLogs' ? { answer: { error: { code: -32_005, message: 'query returned more than 10000 results' } } } : undefined,
  'no result': () => ({ answer: { result: null } }),
  'another chain': ({ method }) => (method === 'eth_chainId' ? { answer: { result: '0x2' } } : undefined),
  'logs of another contract': ({ method }, { result }) => {
    if (!isLogs(method, result)) return undefined;
    const [log] = result;
    return log === undefined
      ? undefined
      : { answer: { result: [...result, { ...log, address: `0x${'77'.repeat(20)}`, logIndex: '0xff' }] } };
  },
  'logs of another block': ({ method }, { result }) => {
    if (!isLogs(method, result) || result.length === 0) return undefined;
    return { answer: { result: result.map((log) => ({ ...log, blockHash: `0x${'33'.repeat(32)}` })) } };
  },
  'rows twice': ({ method }, { result }) => {
    if (!isLogs(method, result) || result.length === 0) return undefined;
    return { answer: { result: [...result, ...result] } };
  },
  'out of order': ({ method }, { result }) =>
    isLogs(method, result) && result.length > 1 ? { answer: { result: result.toReversed() } } : undefined,
} satisfies Readonly<Record<string, Fault>>;

/** What leaves something out, and looks as if nothing were wrong. No server can see it when all of its providers leave out the same. */
const quiet = {
  'no logs': ({ method }, { result }) => (isLogs(method, result) && result.length > 0 ? { answer: { result: [] } } : undefined),
  'no logs and no receipts': ({ method }, { result }) =>
    (isLogs(method, result) || method === 'eth_getBlockReceipts') && Array.isArray(result) && result.length > 0
      ? { answer: { result: [] } }
      : undefined,
  'a log missing': ({ method, params }, { result }, random) => {
    if (!isLogs(method, result)) return undefined;
    const possible = [...result.keys()].filter(
      (place) => isIndexed(params) || result[place + 1]?.['blockHash'] === result[place]?.['blockHash'],
    );
    if (possible.length === 0) return undefined;
    const place = random.of(possible);
    return { answer: { result: result.filter((_, index) => index !== place) } };
  },
} satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof loud | keyof typeof quiet;
export const faults: Readonly<Record<FaultName, Fault>> = { ...loud, ...quiet };
// The names are exactly the keys of the objects above.
export const loudNames = Object.keys(loud) as readonly FaultName[];
/** Those that spoil logs. */
export const logNames: readonly FaultName[] = ['logs of another contract', 'logs of another block', 'rows twice', 'out of order'];
export const quietNames = Object.keys(quiet) as readonly FaultName[];

type Log = Readonly<Record<string, unknown>>;

/**
 * Whether a node answers from its index of logs, which may have holes. Without a filter it reads the receipts, and what is missing there
 * leaves a gap in their numbers, unless it is the last one of its block: whoever has one provider alone cannot see that.
 */
function isIndexed([filter]: readonly unknown[]): boolean {
  return typeof filter === 'object' && filter !== null && 'address' in filter;
}

function isLogs(method: string, result: unknown): result is readonly Log[] {
  return method === 'eth_getLogs' && Array.isArray(result);
}
