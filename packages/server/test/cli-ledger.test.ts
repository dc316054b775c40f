import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../src/cli/index.ts';
import { testServer, type TestPerson } from './support/server.ts';

type Json = Record<string, unknown>;

describe('the command line on the ledger', async () => {
  const server = await testServer();
  let ada: TestPerson;
  let operator: TestPerson;
  beforeAll(async () => {
    ada = await server.customer(100_000_000n);
    operator = await server.operator();
  });
  afterEach(() => vi.restoreAllMocks());

  const never = () => Promise.reject(new Error('no command here works on a data folder'));

  /** Runs one command as a program would, and gives its exit code and what it printed. */
  async function run(
    person: TestPerson,
    line: string,
    ...more: readonly string[]
  ): Promise<{ readonly code: number; readonly text: string }> {
    let text = '';
    const keep = (piece: string | Uint8Array): boolean => {
      text += String(piece);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
    const code = await runCommandLine([...line.split(' '), ...more], {
      version: '0',
      clientSettings: () => ({ url: server.url, apiKey: person.apiKey }),
      local: { start: never, migrate: never, acceptContract: never, audit: never },
    });
    vi.restoreAllMocks();
    return { code, text };
  }

  /** The answer of a command that must go well. */
  async function ask(person: TestPerson, line: string, ...more: readonly string[]): Promise<Json> {
    const { code, text } = await run(person, line, ...more, '--json');
    expect(code, text).toBe(0);
    // Every answer of these commands is an object.
    return JSON.parse(text) as Json;
  }

  it('holds, captures, extends and voids', async () => {
    const usage = '--project p --session s --model m --operation write --timeout-seconds 60 --use-reserve';
    const hold = await ask(ada, `holds create 5 ${usage} --idempotency-key ${randomUUID()}`, '--memo', 'Five poems');
    expect(hold).toMatchObject({ amount: '5', status: 'open' });
    const id = String(hold['id']);
    expect(await ask(ada, `holds extend ${id} --timeout-seconds 7200`)).toMatchObject({ status: 'open' });
    expect(await ask(ada, `holds capture ${id} --credits 2.5 --keep-open --model m2 --operation rewrite --memo Half`)).toMatchObject({
      captured: '2.5',
      status: 'open',
    });
    expect(await ask(ada, `holds get ${id}`)).toMatchObject({ remaining: '2.5' });
    expect(await ask(ada, `holds capture ${id} --use-reserve`)).toMatchObject({ captured: '5', status: 'captured' });
    const other = await ask(ada, 'holds create 1');
    expect(await ask(ada, `holds void ${String(other['id'])} --memo No`)).toMatchObject({ status: 'voided' });
  });

  it('spends once under one key, and asks before', async () => {
    expect(await ask(ada, 'spends check 1000 --project p')).toMatchObject({ allowed: false, problem: { code: 'insufficient_credits' } });
    const line = 'spends create 1.5 --project p --session s --model m --operation o --memo Map --idempotency-key once';
    const first = await ask(ada, line);
    expect(first).toMatchObject({ kind: 'spend', balanceChange: '-1.5' });
    expect(await ask(ada, line)).toEqual(first);
    const refused = await run(ada, 'spends create 2 --idempotency-key once');
    expect(refused.code).toBe(1);
    expect(refused.text).toContain('idempotency_key_reused');
  });

  it('sends credits', async () => {
    expect(await ask(ada, `transfers create ${operator.accountId} 3 --memo Lunch`)).toMatchObject({ credits: '3' });
  });

  it('settles reserve, alert level and budgets, and ends them', async () => {
    expect(await ask(ada, 'rules set-reserve 5')).toMatchObject({ reserve: '5' });
    expect(await ask(ada, 'rules set-alert-level 7')).toMatchObject({ alertLevel: '7' });
    expect(await ask(ada, 'rules set-budget project p month 10')).toMatchObject({ budgets: [{ period: 'month', limit: '10' }] });
    expect(await ask(ada, 'rules get')).toMatchObject({
      reserve: '5',
      alertLevel: '7',
      budgets: [{ scope: { type: 'project', id: 'p' } }],
    });
    expect((await run(ada, 'rules get')).text).toContain('reserve');
    expect(await ask(ada, 'rules set-budget project p month none')).toMatchObject({ budgets: [] });
    expect(await ask(ada, 'rules set-alert-level none')).toMatchObject({ alertLevel: null });
    expect(await ask(ada, 'rules set-reserve 0')).toMatchObject({ reserve: '0' });
    expect(await ask(operator, `rules get-of-account ${ada.accountId}`)).toMatchObject({ reserve: '0' });
    const wrong = await run(ada, 'rules set-budget planet p month 10');
    expect(wrong.code).toBe(1);
    expect(wrong.text).toContain('invalid_request');
  });

  it('corrects, also downwards, reverses and refunds', async () => {
    const { accountId, client } = await server.customer();
    const grant = await ask(operator, `grants create ${accountId} --kind purchased --credits 100 --label Pack`);
    const bonus = await ask(operator, `grants create ${accountId} --kind bonus --credits 10`);
    expect(await ask(operator, `adjustments create ${accountId} --credits -2.5`, '--reason', 'Granted too much')).toMatchObject({
      balanceChange: '-2.5',
    });
    expect(await ask(operator, `adjustments create ${accountId} --credits=-0.5 --reason Again`)).toMatchObject({ balanceChange: '-0.5' });
    expect(await ask(operator, `adjustments create ${accountId} --credits 3 --reason Back`)).toMatchObject({ balanceChange: '3' });
    const { commandId } = await client.spends.create({ credits: '4' });
    expect(await ask(operator, `reversals create ${accountId} --command ${String(commandId)} --memo Oops`)).toMatchObject({
      balanceChange: '4',
    });
    const asked = `refunds create ${accountId} --command ${String(grant['commandId'])} --bonus ${String(bonus['commandId'])}`;
    expect(await ask(operator, asked)).toMatchObject({ kind: 'refund', paidBack: '97' });
  });

  it('starts and stops recurring grants', async () => {
    const { accountId } = await server.customer();
    const line = `recurring-grants start ${accountId} --id pro --credits 100 --unit month --every 2 --starts-at 2026-01-31T12:00:00Z`;
    const more = '--time-zone Europe/Berlin --cycles 12 --rollover-max 50 --rollover-cycles 1 --kind subscription --label Pro';
    expect(await ask(operator, `${line} ${more}`)).toMatchObject({
      recurringGrants: [
        { id: 'pro', every: 2, unit: 'month', timeZone: 'Europe/Berlin', rollover: { max: '50', cycles: 1 }, label: 'Pro' },
      ],
    });
    expect(await ask(operator, `recurring-grants stop ${accountId} pro`)).toMatchObject({ recurringGrants: [] });
    expect((await run(operator, `recurring-grants start ${accountId} --id pro`)).code).toBe(2);
  });

  it('lets an account pay after', async () => {
    const { accountId, client } = await server.customer();
    expect(await ask(operator, `credit-lines set-limit ${accountId} 10`)).toMatchObject({ creditLine: { limit: '10' } });
    await client.spends.create({ credits: '4' });
    expect(await ask(operator, `credit-lines close-period ${accountId} --memo November`)).toMatchObject({ billed: '4' });
    expect(await ask(operator, `credit-lines settle ${accountId} 4 --memo Paid`)).toMatchObject({ kind: 'settle' });
    expect(await ask(operator, `credit-lines set-limit ${accountId} none`)).toMatchObject({ creditLine: null });
  });

  it('makes pictures for a project, a session and from the reserve', async () => {
    await ask(ada, 'rules set-budget session s1 total 0');
    const picture = 'a-lake --width 256 --height 256 --steps 5 --images 1';
    const refused = await run(ada, `generations create ${picture} --session s1`);
    expect(refused.text).toContain('budget_exceeded');
    expect(await ask(ada, `generations create ${picture} --project p --session s2 --use-reserve`)).toMatchObject({ status: 'queued' });
  });
});
