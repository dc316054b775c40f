import { amountToText } from '../../../kernel/index.ts';
import { csvRecord } from '../csv.ts';
import type { Books } from './books-tally.ts';

/**
 * The books as one table, a line for each amount: RFC 4180 in UTF-8 with a header, amounts as decimal text in credits. `report` names the
 * part, `line` the book or the origin in it, `month` the month of expiry, `item` what the amount is.
 */
export function booksCsv(books: Books): string {
  const lines: string[] = [csvRecord(['report', 'line', 'month', 'item', 'credits'])];
  const add = (report: string, line: string, month: string | null, items: object): void => {
    for (const [item, amount] of Object.entries(items)) {
      if (typeof amount === 'bigint') lines.push(csvRecord([report, line, month, item, { value: amountToText(amount) }]));
    }
  };
  for (const each of books.books) add('books', each.book, null, each);
  for (const each of books.outstanding) add('outstanding', each.fund, each.expiryMonth, each);
  for (const each of books.funds) add('funds', each.fund, null, { ...each, ...each.changes });
  add('deferredRevenue', '', null, books.deferredRevenue);
  add('usageRevenue', '', null, books.usageRevenue);
  add('breakage', '', null, books.breakage);
  add('promotionalCost', '', null, { total: books.promotionalCost });
  add('owed', '', null, { ...books.owed, ...books.owed.aged });
  return lines.join('');
}
