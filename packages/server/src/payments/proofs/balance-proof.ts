import { amountToText, type UsdtUnits } from '../../kernel/index.ts';
import type { DepositKey, NetworkId } from '../chain.ts';
import type { BalanceProofRow } from './queries.ts';

/** What came of holding the record against the chain. Amounts in USDT base units, times in milliseconds. */
export interface BalanceProof {
  readonly id: string;
  readonly network: NetworkId;
  /** `differs`: some address holds something else than is recorded. */
  readonly status: 'holds' | 'differs';
  /** What was found, in a sentence. */
  readonly detail: string;
  /** The last final block that was compared. */
  readonly blockNumber: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  /** How many addresses hold what is recorded, and what that is together. */
  readonly addressesProved: number;
  readonly recordedUsdt: UsdtUnits;
  /** Of how many addresses something is recorded at all. */
  readonly addressesInUse: number;
  /** What the issuer has destroyed at them; it is in `recordedUsdt` no more. */
  readonly destroyedUsdt: UsdtUnits;
  readonly differences: number;
  readonly firstDifference: { readonly address: string; readonly recordedUsdt: UsdtUnits; readonly foundUsdt: UsdtUnits } | null;
}

export function viewProof(row: BalanceProofRow, depositKey: DepositKey | undefined): BalanceProof {
  const { first_address: address, first_recorded_usdt: recordedUsdt, first_found_usdt: foundUsdt } = row;
  const firstDifference =
    address === null || recordedUsdt === null || foundUsdt === null
      ? null
      : { address: depositKey?.showAddress(address) ?? address, recordedUsdt, foundUsdt };
  const proof = {
    id: row.id,
    network: row.network,
    status: row.status,
    blockNumber: Number(row.block_number),
    startedAtMs: row.started_at.getTime(),
    finishedAtMs: row.finished_at.getTime(),
    addressesProved: Number(row.addresses_proved),
    recordedUsdt: row.recorded_usdt,
    addressesInUse: Number(row.addresses_in_use),
    destroyedUsdt: row.destroyed_usdt,
    differences: Number(row.differences),
    firstDifference,
  };
  return { ...proof, detail: describe(proof) };
}

function describe(proof: Omit<BalanceProof, 'detail'>): string {
  const { addressesProved, recordedUsdt, destroyedUsdt, differences, firstDifference } = proof;
  const usdt = (amount: UsdtUnits): string => `${amountToText(amount)} USDT`;
  const lost = destroyedUsdt === 0n ? '' : ` The issuer of the token has destroyed ${usdt(destroyedUsdt)} of ours there.`;
  if (firstDifference === null) {
    if (addressesProved === 0) return `No address could be compared, or there is none yet.${lost}`;
    const what = addressesProved === 1 ? '1 address holds' : `${String(addressesProved)} addresses hold`;
    return `${what} what is recorded, ${usdt(recordedUsdt)} in all.${lost}`;
  }
  const { address, recordedUsdt: recorded, foundUsdt: found } = firstDifference;
  const why =
    found > recorded
      ? 'Something arrived that is not recorded, or the record was changed: let the address be read again.'
      : 'Something left that is not recorded, or the record was changed: compare its transactions with what was recorded.';
  const more = differences === 1 ? '' : ` ${String(differences - 1)} more ${differences === 2 ? 'differs' : 'differ'}.`;
  return `${address} holds ${usdt(found)}, but ${usdt(recorded)} is recorded. ${why}${more}${lost}`;
}
