import type { PlantedFault } from './wire.ts';

/** Defects that the simulation must notice, each as PostgreSQL would show it to a ledger that has it. */
export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'a write without its version guard': { rewrite: (text) => text.replace('where a.version = excluded.version - 1', '') },
  'no look at the ids that were used': { change: (rows) => rows.filter((row) => row['source'] !== 'entry') },
  'forgotten refusals': { change: (rows) => rows.filter((row) => row['source'] !== 'refusal') },
  'grants that expire a millisecond late': { change: (rows) => rows.map((row) => withGrants(row, expiresLate)) },
  'grants in the wrong order': { change: (rows) => rows.map((row) => withGrants(row, (grants) => grants.toReversed())) },
  'a hold that comes back after its end': { change: keepFirstHolds() },
  'an entry without its event': {
    rewrite: (text) => text.replace(/(told as [^\n]+) is true/u, '$1 is null'),
  },
  'an answer without a commit': { discards: (text) => text.includes('with saved as') },
};

type Packed = readonly unknown[];

function withGrants(row: Record<string, unknown>, change: (grants: readonly Packed[]) => readonly Packed[]): Record<string, unknown> {
  const { grants } = row;
  // The only rows with a list of grants are those of accounts, and each grant is a list there.
  return Array.isArray(grants) ? { ...row, grants: change(grants as readonly Packed[]) } : row;
}

function expiresLate(grants: readonly Packed[]): readonly Packed[] {
  // The sixth member is the moment of the expiry.
  return grants.map((grant) => grant.map((member, index) => (index === 5 && typeof member === 'number' ? member + 1 : member)));
}

/** Shows an account's last hold again when it has gone from the list. */
function keepFirstHolds(): NonNullable<PlantedFault['change']> {
  const last = new Map<unknown, readonly unknown[]>();
  return (rows) =>
    rows.map((row) => {
      const { holds } = row;
      if (!Array.isArray(holds)) return row;
      const kept = last.get(row['account_id']) ?? [];
      if (holds.length > 0) last.set(row['account_id'], holds);
      return holds.length === 0 ? { ...row, holds: kept } : row;
    });
}
