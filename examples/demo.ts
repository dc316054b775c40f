/**
 * The whole journey through the SDK against a fresh instance: sign in, buy a pack with test USDT, ask for the
 * price, make pictures, and read the statement. Leaves the first picture and the instance's data in `demo/`, or in the
 * folder that is given as its argument; what an earlier run left there goes first.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Imprest } from '@imprest/sdk';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? resolve(root, 'demo'));
const data = resolve(folder, 'data');
const program = resolve(root, 'packages/server/bin/imprest.js');

const startedMs = performance.now();
function say(step: string, text: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${step.padEnd(10)} ${text}\n`);
}

/** Starts a server on a free port and answers its address once it is ready. */
async function startServer(): Promise<{ server: ChildProcess; baseUrl: string }> {
  const server = spawn(process.execPath, [program, 'start', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let ended: string | undefined;
  server.once('exit', (code, signal) => {
    ended = `the server ended early (${String(code ?? signal)})`;
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const baseUrl = /ready at (http:\/\/\S+)/u.exec(line)?.[1];
    if (baseUrl !== undefined) {
      server.stdout.resume();
      return { server, baseUrl };
    }
  }
  throw new Error(ended ?? 'the server never said that it is ready');
}

async function journey(baseUrl: string): Promise<void> {
  const client = new Imprest({ baseUrl });
  const { demo } = await client.sandbox.get();
  const person = demo.find((each) => each.role === 'customer');
  if (person === undefined) throw new Error('this server is not a sandbox');
  const me = await client.auth.signIn({ email: person.email, password: person.password });
  say('sign in', `${me.email}, account ${me.accountId}`);

  const packs = await client.packs.list();
  const pack = packs.data.find((each) => each.recommended) ?? packs.data[0];
  if (pack === undefined) throw new Error('no pack is on sale');
  const networks = await client.networks.list();
  const network = networks.data.find((each) => each.recommended) ?? networks.data[0];
  if (network === undefined) throw new Error('payments are taken on no network');
  const invoice = await client.invoices.create({ packId: pack.id, network: network.id });
  say('invoice', `${invoice.id}: ${pack.title}, ${invoice.amountUsdt} USDT on ${network.title} to ${invoice.address}`);
  const payment = await client.invoices.pay(invoice.id, {});
  say('payment', `${payment.amountUsdt} test USDT from the test wallet, transaction ${payment.txHash}`);
  const paid = await client.invoices.waitUntilPaid(invoice.id);
  for (const deposit of paid.deposits) {
    say('deposit', `${deposit.id}: ${deposit.amountUsdt} USDT ${deposit.status} in block ${String(deposit.blockNumber)}`);
  }
  const grants = await client.grants.list();
  for (const grant of grants.data) {
    say('grant', `${grant.amount} credits ${grant.kind}, ${grant.label}, expires ${grant.expiresAt ?? 'never'}`);
  }

  const settings = { operation: 'generate', model: 'standard', width: 768, height: 512, steps: 50, images: 2 } as const;
  const quote = await client.quotes.create(settings);
  for (const line of quote.lines) say('quote', `${line.label}${line.factor === null ? '' : ` ×${line.factor}`}: ${line.amount}`);
  say('quote', `${quote.id}: at most ${quote.total} credits, after this ${quote.availableAfter}`);
  const generation = await client.generations.create({
    ...settings,
    prompt: 'A serene mountain lake at sunset, layered ridges in the mist',
    quoteId: quote.id,
  });
  say('hold', `${generation.quoted} credits for ${generation.id} (${generation.engine} engine, no AI model)`);
  const finished = await client.generations.waitUntilFinished(generation.id);
  for (const image of finished.images) {
    say(
      'picture',
      `${image.id}: ${String(image.width)} × ${String(image.height)}, seed ${String(image.seed)}, ${image.cost} credits captured`,
    );
  }
  say('generation', `${finished.status}, charged ${finished.charged} of ${finished.quoted} credits`);

  const [first] = finished.images;
  if (first === undefined) throw new Error('no picture was made');
  const file = resolve(folder, 'picture.png');
  await writeFile(file, await client.images.download(first.id));
  say('download', relative(process.cwd(), file));

  const statement = await client.statement.list({ limit: 25 });
  for (const entry of statement.data.toReversed()) {
    say('statement', `${String(entry.number).padStart(2)} ${entry.description}: balance ${entry.balanceAfter}, held ${entry.heldAfter}`);
  }
  const balance = await client.balance.get();
  say('balance', `${balance.balance} credits, ${balance.held} held, ${balance.available} available`);
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await ended;
}

async function audit(): Promise<void> {
  const auditor = spawn(process.execPath, [program, 'audit', '--data', data], { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((done) => auditor.once('exit', done));
  if (code !== 0) throw new Error('the audit found a difference');
}

await rm(data, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
say('start', `a fresh instance in ${relative(process.cwd(), data)}`);
const { server, baseUrl } = await startServer();
try {
  say('ready', baseUrl);
  await journey(baseUrl);
} finally {
  await stopServer(server);
}
await audit();
say('done', `audit it yourself: npm run imprest -- audit --data ${relative(process.cwd(), data)}`);
