import { larger, ratioFromText, ratioToText, roundTo, smaller } from '../formulas/exact-ratio.ts';
import type { PriceBook, PriceForm, PriceLine } from '../price-book.ts';
import { ratioOne, type CongestionSettings } from './next-congestion.ts';

/** A line of a book by which the queue changes prices. Decimal text. */
export interface CongestionLine {
  readonly step: string;
  readonly floor: string;
  readonly cap: string;
}

/**
 * Where a book with a congestion line says nothing of its queue: a minute is a long wait. Smoothing over half the target follows bursts
 * slowly enough, and is fast enough that price and demand do not swing round each other.
 */
const queueDefault = { targetSeconds: 60, smoothingSeconds: 30 };
/** For a book without such a line nothing is priced by the queue; it is followed all the same, so that the next book begins where it is. */
const unpriced: CongestionLine = { step: '0.05', floor: '1', cap: '10' };

/** The congestion line of each operation of a book; under `""` that of the price of every operation. */
export function congestionLines({ price, operations = {} }: PriceBook): ReadonlyMap<string, CongestionLine> {
  const forms: [string, PriceForm | undefined][] = [['', price], ...Object.entries(operations)];
  return new Map(
    forms.flatMap(([name, form]) => {
      const line = lineOf(form) ?? (isSameAs(form) ? lineOf(operations[form.sameAs]) : undefined);
      return line === undefined ? [] : [[name, line] as const];
    }),
  );
}

/** How the queue is followed under a book: by the finest step and the highest cap of its lines. */
export function congestionSettings(book: PriceBook): CongestionSettings {
  const { targetSeconds, smoothingSeconds } = book.queue ?? queueDefault;
  const lines = [...congestionLines(book).values()];
  const known = lines.length === 0 ? [unpriced] : lines;
  return {
    targetMs: targetSeconds * 1000,
    smoothingMs: smoothingSeconds * 1000,
    step: Math.min(...known.map(({ step }) => millionths(step))),
    cap: Math.max(...known.map(({ cap }) => millionths(cap))),
  };
}

function lineOf(form: PriceForm | undefined): CongestionLine | undefined {
  if (!isLines(form)) return undefined;
  const congestion = form.find((line) => line.congestion !== undefined)?.congestion;
  if (congestion === undefined) return undefined;
  const { step, floor, cap } = congestion;
  return { step: step.toString(), floor: floor.toString(), cap: cap.toString() };
}

function isLines(form: PriceForm | undefined): form is readonly PriceLine[] {
  return Array.isArray(form) && form.every((line) => typeof line === 'object' && line !== null && 'label' in line);
}

function isSameAs(form: PriceForm | undefined): form is { readonly sameAs: string } {
  return typeof form === 'object' && 'sameAs' in form;
}

/** The multiplier of a line at a ratio in millionths, as decimal text. */
export function multiplierAt({ step, floor, cap }: CongestionLine, ratio: number): string {
  const stepped = roundTo(ratioFromText((ratio / ratioOne).toFixed(6)), ratioFromText(step), 'down');
  return ratioToText(larger(smaller(stepped, ratioFromText(cap)), ratioFromText(floor)));
}

function millionths(decimal: string): number {
  return Math.round(Number(decimal) * ratioOne);
}
