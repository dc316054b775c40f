import { amountToText, type ProblemExtras, type ProblemFactory } from '../../kernel/index.ts';
import { insufficientCredits, type Refusal } from '../problems.ts';

/** A refusal without the cost of an error's stack: a busy account may refuse thousands a second. */
export function refuse(factory: ProblemFactory, detail: string, extras: ProblemExtras = {}): { readonly refusal: Refusal } {
  return { refusal: { code: factory.definition.code, detail, extras } };
}

/** `reserve` is what the account keeps back and the command did not ask for; `advice` is what helps then. */
export function refuseForLack(
  required: bigint,
  available: bigint,
  reserve = 0n,
  advice = 'Top up, or use the reserve',
): { readonly refusal: Refusal } {
  const needed = amountToText(required);
  const there = amountToText(available);
  const extras = { required: needed, available: there };
  if (reserve === 0n)
    return refuse(insufficientCredits, `This needs ${needed} credits and ${there} are available. Top up and try again.`, extras);
  const kept = amountToText(reserve);
  const detail = `This needs ${needed} credits and ${there} are available; ${kept} more are kept back in the reserve. ${advice}.`;
  return refuse(insufficientCredits, detail, { ...extras, reserve: kept });
}
