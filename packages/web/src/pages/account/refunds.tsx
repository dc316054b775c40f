import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { OwnPayouts } from './own-payouts.tsx';
import { RefundAddresses } from './refund-addresses.tsx';

/** Where one is paid back, and what is. */
export function Refunds() {
  const t = messages.refunds;
  return (
    <Card id="refunds" title={t.title}>
      <p className="mb-4 text-muted">{t.lead}</p>
      <RefundAddresses />
      <OwnPayouts />
    </Card>
  );
}
