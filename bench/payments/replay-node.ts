/**
 * A node for the benchmark of payments, in a process of its own: `replay-node.ts ethereum|tron FIRST LAST ADDRESSES DEPOSIT_EVERY EVERY_MS RUN`. It
 * gives blocks that follow from their number alone, as full as those of the main networks, in the forms of geth and java-tron, with
 * their limits. One transfer in DEPOSIT_EVERY blocks goes to an address of `replayed.ts`. With EVERY_MS the head is at FIRST, and when it
 * is told to grow, by one block in that time, each told as a message; else it is LAST from the beginning. With another RUN the transactions
 * have other hashes, so that the same blocks can be paid for anew.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOf, hashOf, sequence } from './replayed.ts';

const kinds = {
  // About what the main networks carry: USDT makes a tenth of Ethereum's logs, and more than half of Tron's.
  ethereum: { logs: 400, token: '0xdac17f958d2ee523a2206206994597c13d831ec7', tokenOf: 10, chainId: 1, blockMs: 12_000, untilFinal: 64 },
  tron: {
    logs: 160,
    token: '0xa614f803b6fd780986a42c78ec9c7f77e6ded13c',
    tokenOf: 1.8,
    chainId: 728_126_428,
    blockMs: 3_000,
    untilFinal: 19,
  },
};
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const resultsMax = 10_000;
const rangeMax = 5_000;
const beginMs = Date.UTC(2026, 0, 1);

const [name = '', ...numbers] = process.argv.slice(2);
const [first = 0, last = 0, addresses = 1, depositEvery = 1, everyMs = 0, run = 0] = numbers.map(Number);
const kind = name === 'tron' ? kinds.tron : kinds.ethereum;
let head = everyMs > 0 ? first : last;
let requests = 0;
let bytes = 0;

interface Log {
  readonly isToken: boolean;
  readonly text: string;
}

function logsOf(number: number): readonly Log[] {
  const next = sequence(number);
  const count = Math.round(kind.logs * (0.5 + Number.parseInt(next(), 16) / 2 ** 32));
  const blockHash = hashOf(number);
  const at = `"blockNumber":"0x${number.toString(16)}","blockHash":"${blockHash}","blockTimestamp":"0x${timeOf(number).toString(16)}","removed":false`;
  const logs: Log[] = [];
  let tokens = 0;
  for (let index = 0; index < count; index += 1) {
    const isToken = Math.floor(index / kind.tokenOf) < Math.floor((index + 1) / kind.tokenOf);
    const isDeposit = isToken && tokens === 2 && number > first && (number - first) % depositEvery === 0;
    if (isToken) tokens += 1;
    const to = isDeposit ? addressOf(number % addresses).slice(2) : word(next, 5);
    const place = index.toString(16);
    const amount = isDeposit ? '989680' : next();
    logs.push({
      isToken,
      text: `{"address":"${isToken ? kind.token : `0x${word(next, 5)}`}","topics":["${isToken ? transferTopic : `0x${word(next, 8)}`}","0x${'0'.repeat(24)}${word(next, 5)}","0x${'0'.repeat(24)}${to}"],"data":"0x${amount.padStart(64, '0')}",${at},"transactionHash":"${transactionOf(number, index)}","transactionIndex":"0x${place}","logIndex":"0x${place}"}`,
    });
  }
  return logs;
}

function word(next: () => string, parts: number): string {
  let text = '';
  for (let part = 0; part < parts; part += 1) text += next();
  return text;
}

function transactionOf(number: number, index: number): string {
  return `0x${word(sequence((number * 1_000 + index) ^ 0x2545f491 ^ Math.imul(run, 0x9e3779b1)), 8)}`;
}

function timeOf(number: number): number {
  return Math.floor((beginMs + number * kind.blockMs) / 1000);
}

function blockOf(number: number): string {
  if (number < 0 || number > head) return 'null';
  // Each log has a transaction of its own.
  const transactions = logsOf(number).map((_log, index) => `"${transactionOf(number, index)}"`);
  const bloom = name === 'tron' ? '0' : 'f';
  return `{"number":"0x${number.toString(16)}","hash":"${hashOf(number)}","parentHash":"${hashOf(number - 1)}","timestamp":"0x${timeOf(number).toString(16)}","logsBloom":"0x${bloom.repeat(512)}","transactions":[${transactions.join(',')}]}`;
}

function receiptsOf(number: number): string {
  const hash = hashOf(number);
  const receipts = logsOf(number).map(
    ({ text }, index) =>
      `{"blockHash":"${hash}","blockNumber":"0x${number.toString(16)}","transactionHash":"${transactionOf(number, index)}","transactionIndex":"0x${index.toString(16)}","status":"0x1","logs":[${text}]}`,
  );
  return `[${receipts.join(',')}]`;
}

/** What the main network's USDT answers, by the first four bytes of the question. */
const tokenAnswers: Readonly<Record<string, string>> = {
  '0x95d89b41': `${'20'.padStart(64, '0')}${'4'.padStart(64, '0')}${'55534454'.padEnd(64, '0')}`,
  '0x313ce567': '6'.padStart(64, '0'),
};

class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

interface Filter {
  readonly blockHash?: string;
  readonly fromBlock?: string;
  readonly toBlock?: string;
  readonly address?: string;
}

function findLogs(filter: Filter): string {
  const from = filter.blockHash === undefined ? Number(filter.fromBlock) : Number(filter.blockHash.slice(0, 18));
  const to = filter.blockHash === undefined ? Number(filter.toBlock) : from;
  if (to - from >= rangeMax) throw new Refusal(-32_602, `exceed max block range: ${String(rangeMax)}`);
  if (to > head && name !== 'tron') throw new Refusal(-32_602, 'block range extends beyond current head block');
  const found: string[] = [];
  for (let number = from; number <= Math.min(to, head); number += 1) {
    for (const log of logsOf(number)) if (log.isToken || filter.address === undefined) found.push(log.text);
    if (found.length > resultsMax) throw new Refusal(-32_005, `query returned more than ${String(resultsMax)} results`);
  }
  return `[${found.join(',')}]`;
}

function answer(method: string, params: readonly unknown[]): string {
  const [asked] = params;
  if (method === 'eth_chainId') return `"0x${kind.chainId.toString(16)}"`;
  if (method === 'eth_getCode') return `"0x${createHash('sha256').update(name).digest('hex')}"`;
  // Our own client asks in these forms only.
  if (method === 'eth_call') return `"0x${tokenAnswers[(asked as { data: string }).data.slice(0, 10)] ?? '0'.repeat(64)}"`;
  if (method === 'eth_getLogs') return findLogs(asked as Filter);
  if (method === 'eth_getBlockByHash') return blockOf(Number(String(asked).slice(0, 18)));
  if (method === 'eth_getBlockReceipts') return receiptsOf(Number(String(asked).slice(0, 18)));
  if (method === 'eth_getBlockByNumber') {
    const number = asked === 'latest' ? head : asked === 'finalized' ? Math.max(0, head - kind.untilFinal) : Number(asked);
    return blockOf(number);
  }
  throw new Refusal(-32_601, 'the method does not exist');
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    requests += 1;
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString()) as {
      id: number;
      method: string;
      params: readonly unknown[];
    }; // Our own client wrote it.
    let body: string;
    try {
      body = `{"jsonrpc":"2.0","id":${String(id)},"result":${answer(method, params)}}`;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      body = JSON.stringify({ jsonrpc: '2.0', id, error: { code: error.code, message: error.message } });
    }
    bytes += body.length;
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  // Listening on a port gives an address of this form.
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());
process.on('message', (wish) => {
  if (wish === 'requests') process.send?.({ requests, bytes });
  if (wish === 'grow') setInterval(grow, everyMs);
});

function grow(): void {
  if (head >= last) return;
  head += 1;
  process.send?.({ head, atMs: Date.now() });
}
