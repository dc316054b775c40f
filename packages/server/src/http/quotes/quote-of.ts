import type { Static } from 'typebox';
import type { ShownQuote } from '../../generation/index.ts';
import { amountToText } from '../../kernel/index.ts';
import { chargeFor, pictureEnds, type QuoteAlternative, type QuoteSheet } from '../../pricing/index.ts';
import { asciiJson, JsonText } from '../json-text.ts';
import type { Quote } from '../schemas/index.ts';
import { timeText } from '../wire.ts';
import { picturesOf } from './price-request-of.ts';

type QuoteAnswer = Static<typeof Quote>;

/** A quote beside what the account can spend now. */
export function quoteOf({ quote, available, availableAfter, affordable, warnings, alternatives }: ShownQuote): QuoteAnswer {
  return {
    id: quote.id,
    ...priceMembers(quote.sheet),
    available: amountToText(available),
    availableAfter: amountToText(availableAfter),
    affordable,
    warnings: [...warnings],
    ...termsMembers(quote.sheet, alternatives),
    createdAt: timeText(quote.createdAtMs),
    expiresAt: timeText(quote.expiresAtMs),
  };
}

/**
 * The same as JSON. What follows from the sheet alone is most of it, and is written once for all quotes that share the sheet: to write it
 * each time takes longer than to price the request.
 */
export function quoteText({ quote, available, availableAfter, affordable, warnings, alternatives }: ShownQuote): JsonText<QuoteAnswer> {
  const { price, terms } = textsOf(quote.sheet, alternatives);
  return new JsonText(
    `{"id":"${quote.id}",${price},"available":"${amountToText(available)}","availableAfter":"${amountToText(availableAfter)}",` +
      `"affordable":${affordable ? 'true' : 'false'},"warnings":${warnings.length === 0 ? '[]' : asciiJson(warnings)},${terms},` +
      `"createdAt":"${createdText(quote.createdAtMs)}","expiresAt":"${expiresText(quote.expiresAtMs)}"}`,
  );
}

const createdText = latestTimeText();
const expiresText = latestTimeText();

/** Quotes of one millisecond have the same times. */
function latestTimeText(): (ms: number) => string {
  let latest = { ms: 0, text: timeText(0) };
  return (ms) => {
    if (ms !== latest.ms) latest = { ms, text: timeText(ms) };
    return latest.text;
  };
}

/** What was asked for and what it costs. */
function priceMembers(sheet: QuoteSheet) {
  return {
    // What the queue adds to the facts is shown as the factor.
    request: { ...picturesOf(sheet.request), ...(sheet.maxCongestion === null ? {} : { maxCongestion: sheet.maxCongestion }) },
    lines: sheet.lines.map(({ label, detail, factor, amount }) => ({ label, detail, factor, amount: amountToText(amount) })),
    total: amountToText(sheet.total),
    qualifier: sheet.qualifier,
    upperBound: amountToText(sheet.upperBound),
    congestion: sheet.congestion,
    waits: sheet.waits,
    priceBook: sheet.priceBook,
  };
}

/** What would be cheaper, and what is charged for what is not delivered. */
function termsMembers({ engine, charging, total }: QuoteSheet, alternatives: readonly QuoteAlternative[]) {
  return {
    alternatives: alternatives.map(({ kind, detail, change, total: less, saves }) => ({
      kind,
      detail,
      change,
      total: amountToText(less),
      saves: amountToText(saves),
    })),
    engine,
    charging: {
      lines: pictureEnds.map((end) => ({
        end,
        part: charging[end],
        upTo: amountToText(chargeFor(charging, end, total, { step: 1, steps: 1 })),
      })),
      note: charging.note,
    },
  };
}

interface SheetTexts {
  readonly alternatives: readonly QuoteAlternative[];
  readonly price: string;
  readonly terms: string;
}

const sheetTexts = new WeakMap<QuoteSheet, SheetTexts>();

function textsOf(sheet: QuoteSheet, alternatives: readonly QuoteAlternative[]): SheetTexts {
  const known = sheetTexts.get(sheet);
  if (known?.alternatives === alternatives) return known;
  const texts = { alternatives, price: withoutBraces(priceMembers(sheet)), terms: withoutBraces(termsMembers(sheet, alternatives)) };
  sheetTexts.set(sheet, texts);
  return texts;
}

function withoutBraces(members: Readonly<Record<string, unknown>>): string {
  return asciiJson(members).slice(1, -1);
}
