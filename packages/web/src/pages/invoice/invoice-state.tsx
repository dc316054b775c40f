import type { Invoice } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { INVOICE_TONES } from './invoice-tone.ts';

/** The state of the invoice and the server's sentence about it; changes are read aloud. */
export function InvoiceState({ invoice }: { invoice: Pick<Invoice, 'status' | 'explanation'> }) {
  const tone = INVOICE_TONES[invoice.status];
  return (
    <output
      data-status={invoice.status}
      className={`mt-4 mb-5 flex items-start gap-3 rounded-md border border-line px-4 py-3 ${tone.ground}`}
    >
      <span className={tone.text}>
        <Icon name={tone.icon} />
      </span>
      <span>
        <b className={`font-semibold ${tone.text}`}>{messages.invoice.statuses[invoice.status]}.</b> {invoice.explanation}
      </span>
    </output>
  );
}
