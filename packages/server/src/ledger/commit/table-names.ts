/** The tables of a ledger, quoted, as they stand in a statement. */
export interface TableNames {
  readonly accounts: string;
  readonly entries: string;
  readonly grants: string;
  readonly refusals: string;
  /** Where the events go, with its schema if it is not found without. */
  readonly outbox: string;
}

export function tableNames(schema: string, outbox: string): TableNames {
  const table = (name: string): string => quoted(`${schema}.${name}`);
  return {
    accounts: table('accounts'),
    entries: table('entries'),
    grants: table('grants'),
    refusals: table('refusals'),
    outbox: quoted(outbox),
  };
}

function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
