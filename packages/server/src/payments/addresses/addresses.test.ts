import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';

const usdt = 1_000_000n;
const world = await PaymentsWorld.open({ addresses: 'account' });
await world.callToken('issue', [1_000n * usdt]);

async function exported(): Promise<readonly (readonly string[])[]> {
  let text = '';
  for await (const piece of world.payments.exportAddresses('ethereum')) text += piece;
  expect(text.endsWith('\r\n')).toBe(true);
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
}

test('an address of ours is derived again, with its signature; others are not ours', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const asked = { network: 'ethereum', address: invoice.address };
  const check = await world.payments.verifyAddress(asked);
  expect(check).toMatchObject({
    ...asked,
    verified: true,
    accountId,
    invoiceId: null,
    keyIndex: 0,
    path: "m/44'/60'/0'/0/0",
    signature: null,
  });
  const shown = { invoiceId: invoice.id, signature: invoice.addressSignature };
  expect(await world.payments.verifyAddress({ ...asked, shown })).toMatchObject({ signature: 'valid' });
  // Another invoice asks for another amount, so the signature of the first does not speak for it.
  const other = await world.invoice(accountId, 'credits-440');
  for (const wrong of [
    { ...shown, invoiceId: other.id },
    { ...shown, invoiceId: 'inv_none' },
    { ...shown, signature: '' },
  ])
    expect(await world.payments.verifyAddress({ ...asked, shown: wrong })).toMatchObject({ verified: true, signature: 'invalid' });
  expect(await world.payments.verifyAddress({ ...asked, address: invoice.address.toLowerCase() })).toMatchObject({ verified: true });
  const foreign = world.sandbox.depositKey.addressAt(77).shown;
  for (const address of [foreign, `${invoice.address}0`, invoice.address.toUpperCase(), 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'])
    await expect(world.payments.verifyAddress({ ...asked, address })).rejects.toMatchObject({ code: 'address_not_found' });
  await expect(world.payments.verifyAddress({ ...asked, network: 'tron' })).rejects.toMatchObject({ code: 'unknown_network' });
  expect(() => world.payments.exportAddresses('tron')).toThrow(expect.objectContaining({ code: 'unknown_network' }));
});

test('the export has every index once, with what has reached its address', async () => {
  const accountId = await world.openAccount();
  const { address } = await world.invoice(accountId);
  for (const amount of [10n, 3n]) await world.pay(address, amount * usdt);
  await world.mine(1);
  await world.untilCaughtUp();
  const [header, ...rows] = await exported();
  const places = new Map((header ?? []).map((name, place) => [name, place]));
  const cell = (row: readonly string[] | undefined, name: string): string | undefined => row?.[places.get(name) ?? -1];
  expect(rows.map((row) => cell(row, 'index'))).toEqual(rows.map((_row, index) => String(index)));
  const paid = rows.find((row) => cell(row, 'address') === address);
  expect(cell(paid, 'received_usdt')).toBe('13');
  expect(cell(paid, 'account')).toBe(accountId);
  expect(Date.parse(cell(paid, 'last_used') ?? '')).toBeGreaterThanOrEqual(Date.parse(cell(paid, 'first_used') ?? ''));
  expect(cell(rows[0], 'first_used')).toBe('');
  expect(cell(rows[0], 'received_usdt')).toBe('0');
});

test('more addresses than are read at once all come, each once', async () => {
  const accountId = await world.openAccount();
  await world.invoice(accountId);
  await sql`
    insert into deposit_addresses (network, address, account_id, key_fingerprint, key_index, created_at, invoice_id)
    select 'ethereum', '0x' || lpad(to_hex(n), 40, '0'), 'filler_' || n, key_fingerprint, 1000 + n, now(), null
    from generate_series(1, 1200) as n, (select distinct key_fingerprint from deposit_addresses) as keys`.execute(world.database.sql);
  const indexes = (await exported()).slice(1).map(([, index]) => Number(index));
  expect(new Set(indexes).size).toBe(indexes.length);
  expect(indexes.filter((index) => index > 1000)).toEqual(Array.from({ length: 1200 }, (_, place) => 1001 + place));
});

test('an address that somebody wrote into the database is found out', async () => {
  const accountId = await world.openAccount();
  const { address } = await world.invoice(accountId);
  const evil = '0xee00000000000000000000000000000000000000';
  await sql`
    insert into deposit_addresses (network, address, account_id, invoice_id, key_fingerprint, key_index, created_at)
    select network, ${evil}, 'filler', null, key_fingerprint, 5000, created_at from deposit_addresses
    where address = ${address.toLowerCase()}`.execute(world.database.sql);
  const check = await world.payments.verifyAddress({ network: 'ethereum', address: evil });
  expect(check.verified).toBe(false);
  expect(check.detail).toContain('somebody has changed the database');
});

test('under another key, earlier addresses are ours but cannot be derived', async () => {
  const accountId = await world.openAccount();
  const { address } = await world.invoice(accountId);
  await world.beginAnew();
  const check = await world.payments.verifyAddress({ network: 'ethereum', address });
  expect(check).toMatchObject({ verified: false, path: null, accountId });
});
