import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { invoiceQuery } from '../../api/queries.ts';
import { sdk, type Invoice, type Network } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button, buttonClasses } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { isWaiting } from './invoice-tone.ts';

/** What a payer can do with an invoice besides paying it: share it, pay it elsewhere, or let it be. */
export function InvoiceChoices({ invoice, networks }: { invoice: Invoice; networks: readonly Network[] }) {
  const client = useQueryClient();
  const t = messages.payment;
  const take = (changed: Invoice) => client.setQueryData(invoiceQuery(invoice.id).queryKey, changed);
  const switching = useMutation({
    mutationFn: (network: Network) => sdk.invoices.switchNetwork(invoice.id, { network: network.id }),
    onSuccess: take,
  });
  const canceling = useMutation({ mutationFn: () => sdk.invoices.cancel(invoice.id), onSuccess: take });
  const others = networks.filter(({ id }) => id !== invoice.network);
  const asks = isWaiting(invoice) && invoice.canceledAt === null;
  return (
    <Card id="choices" title={asks ? t.choices : t.share}>
      {asks && <h3 className="font-semibold">{t.share}</h3>}
      <p className="mb-2 text-xs text-muted">{t.shareText}</p>
      <div className="flex flex-wrap gap-1.5">
        <CopyButton text={`${window.location.origin}/payment/${invoice.paymentLink}`} label={t.copyLink} />
        <Link to="/payment/$link" params={{ link: invoice.paymentLink }} className={buttonClasses('outline', 'small')}>
          {t.openShared}
        </Link>
      </div>
      {asks && others.length > 0 && (
        <div className="mt-4 border-t border-line pt-4">
          <h3 className="font-semibold">{t.otherNetwork}</h3>
          <p className="mb-2 text-xs text-muted">{t.otherNetworkText}</p>
          <div className="flex flex-wrap gap-1.5">
            {others.map((network) => (
              <Button
                key={network.id}
                look="outline"
                size="small"
                disabled={switching.isPending || network.status === 'down'}
                title={network.status === 'down' ? t.down(network.title) : undefined}
                onClick={() => switching.mutate(network)}
              >
                {switching.isPending ? t.switching : t.payOn(network.title)}
              </Button>
            ))}
          </div>
          {switching.isError && <ProblemNotice error={switching.error} className="mt-2" />}
        </div>
      )}
      {asks && (
        <div className="mt-4 border-t border-line pt-4">
          <Button look="outline" size="small" disabled={canceling.isPending} onClick={() => canceling.mutate()}>
            {canceling.isPending ? t.canceling : t.cancel}
          </Button>
          <p className="mt-2 text-xs text-muted">{t.cancelText}</p>
          {canceling.isError && <ProblemNotice error={canceling.error} className="mt-2" />}
        </div>
      )}
    </Card>
  );
}
