import type { Static } from 'typebox';
import type { ShownQuote } from '../../generation/index.ts';
import { amountToText } from '../../kernel/index.ts';
import { chargeFor, pictureEnds } from '../../pricing/index.ts';
import type { Quote } from '../schemas/index.ts';
import { timeText } from '../wire.ts';
import { picturesOf } from './price-request-of.ts';

/** A quote beside what the account can spend now. */
export function quoteOf({ quote, available, availableAfter, affordable, warnings, alternatives }: ShownQuote): Static<typeof Quote> {
  const { charging, total } = quote;
  return {
    id: quote.id,
    // What the queue adds to the facts is shown as the factor.
    request: { ...picturesOf(quote.request), ...(quote.maxCongestion === null ? {} : { maxCongestion: quote.maxCongestion }) },
    lines: quote.lines.map(({ label, detail, factor: times, amount }) => ({ label, detail, factor: times, amount: amountToText(amount) })),
    total: amountToText(total),
    qualifier: quote.qualifier,
    upperBound: amountToText(quote.upperBound),
    congestion: quote.congestion,
    waits: quote.waits,
    priceBook: quote.priceBook,
    available: amountToText(available),
    availableAfter: amountToText(availableAfter),
    affordable,
    warnings: [...warnings],
    alternatives: alternatives.map(({ kind, detail, change, total: less, saves }) => ({
      kind,
      detail,
      change,
      total: amountToText(less),
      saves: amountToText(saves),
    })),
    engine: quote.engine,
    charging: {
      lines: pictureEnds.map((end) => ({
        end,
        part: charging[end],
        upTo: amountToText(chargeFor(charging, end, total, { step: 1, steps: 1 })),
      })),
      note: charging.note,
    },
    createdAt: timeText(quote.createdAtMs),
    expiresAt: timeText(quote.expiresAtMs),
  };
}
