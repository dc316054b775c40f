import type { MicroCredits } from '../kernel/index.ts';
import { addMonths } from './add-months.ts';
import type { Pack, PackGrant } from './pack.ts';

/** A grant to be made for a paid pack. */
export interface DueGrant {
  readonly kind: PackGrant['kind'];
  readonly amount: MicroCredits;
  /** `null`: never. */
  readonly expiresAtMs: number | null;
  readonly label: string;
}

/** What a pack grants when it is paid at a time: the same for the same pack and time, so that a settlement may be repeated. */
export function packGrants(pack: Pack, { paidAtMs }: { readonly paidAtMs: number }): readonly DueGrant[] {
  return pack.grants.map(({ kind, credits, expiresAfterMonths, label }) => ({
    kind,
    amount: credits,
    expiresAtMs: expiresAfterMonths === null ? null : addMonths(paidAtMs, expiresAfterMonths),
    label,
  }));
}
