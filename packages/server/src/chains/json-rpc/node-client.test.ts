import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { NodeClient, type NodeClientOptions } from './node-client.ts';
import { NodeRefusal } from './node-refusal.ts';
import { fieldsOf, readQuantity } from './read-answers.ts';

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the connection instead of the answer. */
  readonly breaks?: boolean;
  readonly silent?: boolean;
}

/** A node that gives these replies in turn, the last one for ever. */
async function nodeThatReplies(
  replies: readonly Reply[],
  options: Partial<NodeClientOptions> = {},
): Promise<{ client: NodeClient; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const reply = replies[Math.min(seen.length, replies.length - 1)] ?? {};
    seen.push(`${request.method ?? ''} ${request.url ?? ''} ${String(request.headers.authorization ?? '')}`.trim());
    if (reply.silent === true) return;
    if (reply.breaks === true) response.destroy();
    else response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // Listening on a port gives an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    client: new NodeClient({ url: `http://127.0.0.1:${port}/v3/secret-access-key`, network: 'Ethereum', timeoutMs: 500, ...options }),
    seen,
  };
}

async function refusalOf(asking: Promise<unknown>): Promise<NodeRefusal> {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NodeRefusal)) throw new Error(`no refusal, but ${String(error)}`);
  return error;
}

const suspended = 'The key exceeds the frequency limit(15), and the query server is suspended for 30s';
const cases: readonly (readonly [string, Reply, string, string, number?])[] = [
  ['a page of a gateway', { status: 502, body: '<html><title>502 Bad Gateway</title></html>' }, 'failed', 'HTTP 502, 502 Bad Gateway'],
  ['a web page with HTTP 200', { body: '<!doctype html><title>Please log in</title>' }, 'garbled', 'it sent a web page, Please log in'],
  ['cut-off JSON', { body: '{"jsonrpc":"2.0","id":1,"result":{"numb' }, 'garbled', 'its answer is cut off'],
  ['nothing', { body: '' }, 'garbled', 'it sent nothing'],
  ['an answer without result', { body: '{"jsonrpc":"2.0","id":1}' }, 'garbled', 'no result'],
  ['an error outside of the envelope', { body: '{"Error":"lack of computing resources"}' }, 'limited', 'computing resources'],
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '7' }, body: '{"error":"slow down"}' },
    'limited',
    'HTTP 429, slow down',
    7_000,
  ],
  ['403 with a suspension', { status: 403, body: JSON.stringify({ Error: suspended }) }, 'limited', suspended, 30_000],
  ['403 without one', { status: 403, body: 'forbidden' }, 'failed', 'HTTP 403, forbidden'],
  [
    'a limit as an error',
    { body: '{"error":{"code":-32005,"message":"daily request count exceeded, request rate limited"}}' },
    'limited',
    'rate limited',
  ],
  [
    'too many results',
    { body: '{"error":{"code":-32005,"message":"query returned more than 10000 results"}}' },
    'refused',
    'more than 10000 results',
  ],
  ['an error', { body: '{"error":{"code":-32602,"message":"invalid project secret-access-key"}}' }, 'refused', 'invalid project …'],
  [
    'an error with an HTTP status',
    { status: 400, body: '{"error":{"code":-32601,"message":"no such method"}}' },
    'refused',
    'no such method',
  ],
  ['a redirection', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'failed', 'HTTP 302'],
  ['a broken connection', { breaks: true }, 'unreachable', 'connection'],
  ['silence', { silent: true }, 'late', 'no answer within 0.5 s'],
  ['a malformed number', { body: '{"result":"7"}' }, 'garbled', 'its answer is malformed (height)'],
];

const refusals = cases.map(([name, reply, kind, reason, awayMs]) => ({ name, reply, kind, reason, awayMs }));

test.each(refusals)('$name is a refusal with a sentence that holds no key', async ({ reply, kind, reason, awayMs }) => {
  const { client } = await nodeThatReplies([reply]);
  const refusal = await refusalOf(client.ask('eth_blockNumber', [], (answer) => readQuantity(answer, 'height')));
  expect(refusal).toMatchObject({ kind, awayMs });
  expect(refusal.message).toMatch(/^The Ethereum node at 127\.0\.0\.1:\d+ did not answer eth_blockNumber: .+[^.]\.$/u);
  expect(refusal.message).toContain(reason);
  expect(refusal.message).not.toContain('secret-access-key');
});

test('an error keeps its code', async () => {
  const { client } = await nodeThatReplies([{ body: '{"error":{"code":-32602,"message":"no"}}' }]);
  expect((await refusalOf(client.ask('eth_getLogs'))).code).toBe(-32_602);
});

test('a provider that sends us away is not asked before it said', async () => {
  const { client, seen } = await nodeThatReplies([{ status: 429, headers: { 'retry-after': '60' } }, { body: '{"result":"0x1"}' }]);
  await refusalOf(client.ask('eth_chainId'));
  const refusal = await refusalOf(client.ask('eth_chainId'));
  expect(refusal).toMatchObject({ kind: 'limited' });
  expect(refusal.message).toContain('it wants no requests for 60 s more');
  expect(seen).toHaveLength(1);
  expect(client.awayMs).toBeGreaterThan(59_000);
});

test('requests go at the pace of the provider', async () => {
  let nowMs = 0;
  const waits: number[] = [];
  const time = {
    nowMs: () => nowMs,
    wait: (ms: number) => {
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  };
  const { client } = await nodeThatReplies([{ body: '{"result":"0x1"}' }], { requestsPerSecond: 4, time });
  for (let request = 0; request < 5; request += 1) await client.ask('eth_chainId');
  expect(waits).toEqual([250, 250, 250, 250]);
  expect(client.requests).toBe(5);
});

test('an answer that is longer than allowed is not taken', async () => {
  const { client } = await nodeThatReplies([{ body: JSON.stringify({ result: 'x'.repeat(5_000) }) }], { answerBytesMax: 1_000 });
  expect(await refusalOf(client.ask('eth_getLogs'))).toMatchObject({ kind: 'too_large' });
});

test('a name and a password in the address go into a header', async () => {
  const { client, seen } = await nodeThatReplies([{ body: '{"result":"0x1"}' }]);
  const guarded = new NodeClient({ url: `http://us%40er:pass@${client.name}/`, network: 'Tron', headers: { 'x-key': 'k' } });
  await guarded.ask('eth_chainId');
  expect(seen).toEqual([`POST / Basic ${btoa('us@er:pass')}`]);
  expect(guarded.name).toBe(client.name);
});

test('plain requests have paths below the address', async () => {
  const { client, seen } = await nodeThatReplies([{ body: '[{"blockNumber":7}]' }, { body: '{"block":1}' }, { body: '{"result":null}' }], {
    jsonRpcPath: '/jsonrpc',
  });
  expect(await client.post('/wallet/gettransactioninfobyblocknum', { num: 7 }, (answer) => answer)).toEqual([{ blockNumber: 7 }]);
  expect(await client.get('/wallet/getnowblock', (answer) => fieldsOf(answer, 'block')['block'])).toBe(1);
  expect(await client.ask('eth_getBlockByNumber', ['latest', false])).toBeNull();
  expect(seen).toEqual([
    'POST /v3/secret-access-key/wallet/gettransactioninfobyblocknum',
    'GET /v3/secret-access-key/wallet/getnowblock',
    'POST /v3/secret-access-key/jsonrpc',
  ]);
});
