import { amountToText, type ProblemExtras, type ProblemFactory } from '../kernel/index.ts';
import { insufficientCredits, type Refusal } from './problems.ts';

/** A refusal without the cost of an error's stack: a busy account may refuse thousands a second. */
export function refuse(factory: ProblemFactory, detail: string, extras: ProblemExtras = {}): { readonly refusal: Refusal } {
  return { refusal: { code: factory.definition.code, detail, extras } };
}

export function refuseForLack(required: bigint, available: bigint): { readonly refusal: Refusal } {
  const needed = amountToText(required);
  const there = amountToText(available);
  return refuse(insufficientCredits, `This needs ${needed} credits and ${there} are available. Top up and try again.`, {
    required: needed,
    available: there,
  });
}
