import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { readProblem } from '../../api/problem.ts';
import { invoiceQuery, invoicesQuery, watchedNetworksQuery, offersQuery, packsQuery, previewQuery, rulesQuery } from '../../api/queries.ts';
import { sdk, type CreateInvoiceBody, type PreviewPurchaseBody } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { EarlierInvoices } from './earlier-invoices.tsx';
import { NetworkChoice } from './network-choice.tsx';
import { OfferComparison } from './offer-comparison.tsx';
import { OtherPurchases, type OtherPurchase } from './other-purchases.tsx';
import { PackChoice } from './pack-choice.tsx';
import { PurchasePreview } from './purchase-preview.tsx';
import { RedeemCode } from './redeem-code.tsx';
import { SubscriptionChoice, type ChosenPlan } from './subscription-choice.tsx';

/** Pack, then network, then an invoice with an address of its own. */
export function TopUpPage() {
  usePageTitle(messages.topUp.pageTitle);
  const client = useQueryClient();
  const navigate = useNavigate();
  const packs = useQuery(packsQuery);
  const offers = useQuery(offersQuery);
  const networks = useQuery(watchedNetworksQuery);
  const [packId, setPackId] = useState<string | null>(null);
  const [plan, setPlan] = useState<ChosenPlan | null>(null);
  const [other, setOther] = useState<OtherPurchase | null>(null);
  const [networkId, setNetworkId] = useState<string | null>(null);
  const unanswered = useRef<{ content: string; key: string } | null>(null);
  const t = messages.topUp;

  const pack = packs.data?.data.find((one) => one.id === packId) ?? packs.data?.data.find((one) => one.recommended) ?? packs.data?.data[0];
  const usable = networks.data?.data.filter((one) => one.status === 'up');
  const network = usable?.find((one) => one.id === networkId) ?? usable?.find((one) => one.recommended) ?? usable?.[0];

  const plans = offers.data?.document.subscriptions ?? [];
  const chosenPlan = plans.find(({ id }) => id === plan?.subscriptionId);
  const isMissing = other !== null && 'images' in other && other.images === 0;
  const regular: PreviewPurchaseBody | null = plan !== null ? { ...plan } : pack === undefined ? null : { packId: pack.id };
  const purchase: PreviewPurchaseBody | null = isMissing ? null : other === null ? regular : { ...other };
  // What has no price of its own is reckoned by the server.
  const preview = useQuery({ ...previewQuery({ ...other }), enabled: other !== null && !isMissing });
  const regularPrice = plan === null ? pack?.priceUsdt : plan.term === 'monthly' ? chosenPlan?.monthlyUsdt : chosenPlan?.yearlyUsdt;
  const price = other === null ? regularPrice : isMissing ? undefined : preview.data?.priceUsdt;
  const billed = useQuery(rulesQuery).data?.creditLine?.billed;

  const create = useMutation({
    mutationFn: (choice: CreateInvoiceBody) => {
      const content = JSON.stringify(choice);
      // Pressed again after no answer came, the same key finds the invoice that may already exist.
      const key = unanswered.current?.content === content ? unanswered.current.key : crypto.randomUUID();
      unanswered.current = { content, key };
      return sdk.invoices.create(choice, { idempotencyKey: key });
    },
    onSuccess: (invoice) => {
      unanswered.current = null;
      client.setQueryData(invoiceQuery(invoice.id).queryKey, invoice);
      void client.invalidateQueries({ queryKey: invoicesQuery.queryKey });
      void navigate({ to: '/top-up/$invoiceId', params: { invoiceId: invoice.id } });
    },
    onError: (error) => {
      const { status } = readProblem(error);
      if (status > 0 && status < 500) unanswered.current = null;
    },
  });

  const failed = packs.isError && packs.data === undefined ? packs : networks.isError && networks.data === undefined ? networks : null;
  return (
    <div className="mx-auto w-full max-w-[1136px] px-4 py-8 md:py-10">
      <h1 className="font-serif text-display">{t.title}</h1>
      <p className="mb-7 text-muted">{t.lead}</p>
      {failed !== null ? (
        <ProblemNotice error={failed.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void failed.refetch()} />
      ) : packs.data === undefined || networks.data === undefined ? (
        <Loading className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {[1, 2, 3, 4].map((place) => (
            <Skeleton key={place} className="h-52 rounded-lg" />
          ))}
        </Loading>
      ) : packs.data.data.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface p-6 text-muted">{t.noPacks}</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (purchase !== null && network !== undefined && !create.isPending) create.mutate({ ...purchase, network: network.id });
          }}
        >
          <PackChoice
            packs={packs.data.data}
            chosen={plan === null && other === null ? pack?.id : undefined}
            onChoose={(id) => {
              setPackId(id);
              setPlan(null);
              setOther(null);
            }}
          />
          {plans.length > 0 && (
            <SubscriptionChoice
              plans={plans}
              chosen={other === null ? plan : null}
              onChoose={(chosen) => {
                setPlan(chosen);
                setOther(null);
              }}
            />
          )}
          <OtherPurchases
            payPerImage={offers.data?.document.payPerImage}
            billed={billed === undefined || billed === '0' ? null : billed}
            chosen={other}
            onChoose={setOther}
          />
          <div className="mt-7 grid items-start gap-x-8 gap-y-6 md:grid-cols-[1fr_320px] md:grid-rows-[auto_1fr]">
            <div className="md:row-span-2">
              <NetworkChoice networks={networks.data.data} chosen={network?.id} onChoose={setNetworkId} />
            </div>
            {purchase !== null && <PurchasePreview purchase={purchase} />}
            <div className="max-md:sticky max-md:bottom-[calc(56px+env(safe-area-inset-bottom))] max-md:-mx-4 max-md:border-t max-md:border-line max-md:bg-ground max-md:px-4 max-md:pt-3 max-md:pb-2">
              {create.isError && <ProblemNotice error={create.error} moneyFirst={t.nothingPaid} className="mb-3" />}
              <Button
                type="submit"
                look="action"
                size="large"
                className="w-full"
                disabled={price === undefined || network === undefined || create.isPending}
              >
                {create.isPending ? t.creating : price === undefined ? messages.offers.others.next : t.pay(formatUsdt(price))}
              </Button>
              <p className="mt-2 text-center text-xs text-muted">{t.nothingYet}</p>
            </div>
          </div>
        </form>
      )}
      <OfferComparison />
      <RedeemCode />
      <EarlierInvoices />
    </div>
  );
}
