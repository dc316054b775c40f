import type { ReactNode } from 'react';
import { formatCredits } from '../../format/credits.ts';
import { classes } from '../../parts/classes.ts';

export interface FiguresRow {
  key: string;
  name: ReactNode;
  /** Amounts, one for each column. */
  figures: readonly string[];
  /** A sum of the rows above. */
  isSum?: boolean;
}

/** A table of amounts; on a narrow screen it scrolls by itself. Nothing is a quiet dash. */
export function FiguresTable({
  caption,
  first,
  columns,
  rows,
}: {
  caption: string;
  first: string;
  columns: readonly string[];
  rows: readonly FiguresRow[];
}) {
  return (
    // A browser lets the keyboard reach what can be scrolled.
    <div className="-mx-5 overflow-x-auto px-5">
      <table className="w-full border-collapse whitespace-nowrap">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="border-b border-line py-2 pr-4 text-left font-normal">
              {first}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="border-b border-line py-2 pl-4 text-right font-normal">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={classes(row.isSum === true && 'font-semibold')}>
              <th scope="row" className={classes('border-b border-line py-2 pr-4 text-left', row.isSum !== true && 'font-normal')}>
                {row.name}
              </th>
              {row.figures.map((figure, index) => (
                <td key={columns[index]} className={classes('border-b border-line py-2 pl-4 text-right', figure === '0' && 'text-muted')}>
                  {figure === '0' ? '–' : formatCredits(figure)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
