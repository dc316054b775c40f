import { amountToText } from '../../kernel/index.ts';
import { csvRecord, type Cell } from '../../ledger/index.ts';
import type { DepositKey } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { selectUsedAddresses, type UsedAddressRow } from './queries.ts';
import { offeredNetwork } from './find-address.ts';

/** So many addresses are read at once, however many there are. */
const batch = 500;
const columns = [
  'key',
  'index',
  'path',
  'address',
  'account',
  'invoice',
  'given_out',
  'first_used',
  'last_used',
  'received_usdt',
  'swept_usdt',
];

/**
 * Every address that was given out on a network, by key and index, with what has reached it: RFC 4180 in UTF-8 with a header, amounts as
 * decimal text in USDT. For wallets that stop looking after some unused addresses (their gap limit): the last index says how far they must
 * look. Refuses `unknown_network`, at once.
 */
export function exportAddresses(context: PaymentsContext, network: string): AsyncIterable<string> {
  return recordsOf(context, offeredNetwork(context, network));
}

async function* recordsOf(
  { database }: PaymentsContext,
  { chain, depositKey }: ReturnType<typeof offeredNetwork>,
): AsyncGenerator<string, void, undefined> {
  yield csvRecord(columns);
  let after: UsedAddressRow | undefined;
  do {
    const rows = await selectUsedAddresses(database.sql, chain.facts.id, { after, limit: batch });
    yield rows.map((row) => recordOf(row, depositKey)).join('');
    after = rows.length === batch ? rows.at(-1) : undefined;
  } while (after !== undefined);
}

function recordOf(row: UsedAddressRow, key: DepositKey): string {
  const index = Number(row.key_index);
  const ofTodaysKey = row.key_fingerprint === key.fingerprint;
  return csvRecord([
    row.key_fingerprint,
    { value: index },
    ofTodaysKey ? `${key.path}/0/${String(index)}` : null,
    // Not derived: that would hold up the server for a millisecond each. `verifyAddress` does.
    key.showAddress(row.address),
    row.account_id,
    row.invoice_id,
    timeCell(row.created_at),
    timeCell(row.first_used_at),
    timeCell(row.last_used_at),
    { value: amountToText(row.received_usdt) },
    { value: amountToText(row.swept_usdt) },
  ]);
}

function timeCell(time: Date | null): Cell {
  return time === null ? null : { value: time.toISOString() };
}
