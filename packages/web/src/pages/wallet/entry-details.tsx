import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Entry } from '../../api/sdk.ts';
import { formatCredits, toMicro } from '../../format/credits.ts';
import { formatExact } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { KIND_COLOUR } from '../../parts/kind-colour.ts';

/** Where the credits of an entry came from, what was left after it, and how the chain of entries vouches for it. */
export function EntryDetails({ entry, id }: { entry: Entry; id: string }) {
  const t = messages.wallet;
  const facts: [string, ReactNode][] = [
    [t.balanceAfter, formatCredits(entry.balanceAfter)],
    [t.heldAfter, formatCredits(entry.heldAfter)],
    [t.availableAfter, formatCredits(entry.availableAfter)],
    [t.exactTime, formatExact(entry.at)],
    [t.entry, `${t.number(entry.number)} · ${t.entryKinds[entry.kind]}`],
  ];
  const reference = referenceLink(entry);
  if (reference !== null) facts.push([t.reference, reference]);
  return (
    <div id={id} className="mb-3 animate-appear rounded-md bg-sunken p-4 text-xs md:ml-16">
      {entry.parts.length > 0 && (
        <>
          <h4 className="mb-1.5 font-semibold">{toMicro(entry.balanceChange) > 0n ? t.partsIn : t.parts}</h4>
          <ul className="mb-3">
            {entry.parts.map((part) => (
              <li key={`${part.grantId}-${part.amount}`} className="flex items-center gap-2.5 py-0.5">
                <span aria-hidden="true" className={`size-2 rounded-[2px] ${KIND_COLOUR[part.kind]}`} />
                <span className="flex-1">{t.kinds[part.kind]}</span>
                <span>{formatCredits(part.amount)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <dl className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <dl className="mt-3 border-t border-line pt-2.5">
        <dt className="text-muted">{t.hash}</dt>
        <dd className="font-mono text-[0.71875rem] leading-4 break-all select-all">{entry.hash}</dd>
      </dl>
    </div>
  );
}

function referenceLink(entry: Entry): ReactNode {
  const { reference } = entry;
  if (reference === null) return null;
  const t = messages.wallet.references;
  const look = 'font-semibold text-action hover:underline';
  switch (reference.type) {
    case 'invoice':
      return (
        <Link to="/top-up/$invoiceId" params={{ invoiceId: reference.id }} className={look}>
          {t.invoice}
        </Link>
      );
    case 'image':
      return (
        <Link to="/gallery" search={{ picture: reference.id }} className={look}>
          {t.image}
        </Link>
      );
    default:
      return <span className="font-mono text-[0.71875rem] break-all select-all">{reference.id}</span>;
  }
}
