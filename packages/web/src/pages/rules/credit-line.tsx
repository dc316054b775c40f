import type { AccountRules } from '../../api/sdk.ts';
import { formatCredits, percentOf } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';

/** What an account that pays after may draw, and what it owes; shown only where there is a limit or a debt. */
export function CreditLine({ line }: { line: AccountRules['creditLine'] }) {
  const t = messages.rules;
  if (line === null) return null;
  const facts = [
    { name: t.unbilled, figure: line.unbilled, swatch: 'bg-plan' },
    { name: t.billed, figure: line.billed, swatch: 'bg-bonus' },
    { name: t.creditLeft, figure: line.left, swatch: 'bg-line' },
    { name: t.creditLimit, figure: line.limit, swatch: null },
  ];
  return (
    <Card id="credit-line" title={t.creditLine}>
      <p className="mb-4 text-muted">{t.creditLineText}</p>
      <div aria-hidden="true" className="mb-3 flex h-2 gap-0.5 overflow-hidden rounded-full bg-line">
        <span className="bg-plan" style={{ width: `${percentOf(line.unbilled, line.limit)}%` }} />
        <span className="bg-bonus" style={{ width: `${percentOf(line.billed, line.limit)}%` }} />
      </div>
      <dl>
        {facts.map(({ name, figure, swatch }) => (
          <div key={name} className="flex items-center gap-2.5 border-b border-line py-2 last:border-0 last:pb-0">
            {swatch !== null && <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-[3px] ${swatch}`} />}
            <dt className="flex-1 text-muted">{name}</dt>
            <dd>{formatCredits(figure)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
