/** A cell: text of anybody's making, or a value of ours (a number, an amount, a time) that is written as it is. */
export type Cell = string | null | { readonly value: string | number };

/** One record of a CSV file after RFC 4180, with its line end. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? harmless(cell) : String(cell.value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet runs what begins like a formula. With an apostrophe before it, it shows it. */
function harmless(text: string): string {
  return /^\s*[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}
