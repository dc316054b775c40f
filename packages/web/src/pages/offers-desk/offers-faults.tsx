import type { OffersCheck } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';

interface OffersFaultsProps {
  faults: OffersCheck['problems'];
  /** marks the line in the text */
  onGo: (line: number) => void;
}

/** What is wrong with a document, each with its line. */
export function OffersFaults({ faults, onGo }: OffersFaultsProps) {
  const t = messages.offersDesk;
  if (faults.length === 0) return <p className="text-muted">{t.fine}</p>;
  return (
    <>
      <p className="font-semibold text-danger">{t.wrong(faults.length)}</p>
      <ul className="mt-1 text-xs">
        {faults.map((fault) => (
          <li key={`${fault.path} ${fault.message}`} className="flex flex-wrap gap-x-2 border-b border-line py-1.5 last:border-0">
            <button type="button" onClick={() => onGo(fault.line)} className="font-semibold text-action hover:underline">
              {t.line(fault.line)}
            </button>
            <span className="min-w-0 wrap-anywhere">
              {fault.path !== '' && <code className="font-mono">{fault.path}</code>} {fault.message}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
