/** A rule of the ledger that does not hold somewhere. */
export class Broken extends Error {
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(detail);
    this.rule = rule;
  }
}

export function demand(condition: boolean, rule: string, detail: string): asserts condition {
  if (!condition) throw new Broken(rule, detail);
}
