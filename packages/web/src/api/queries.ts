/** What the pages read, one named query each, so that a live event knows what it makes stale. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  sdk,
  type CompareOffersBody,
  type PreviewPurchaseBody,
  type BooksOptions,
  type GenerationRequest,
  type GenerationStatus,
  type NetworkId,
  type PayoutStatus,
  type QuoteRequest,
  type SampleRequest,
  type UsageOptions,
} from './sdk.ts';

/** Figures that live events keep fresh need no refetch by age; the rest is small and may be read again after a minute. */
const LIVE = { staleTime: 5 * 60_000 };
const SLOW = { staleTime: 10 * 60_000 };

function pageOf<T>(
  key: readonly string[],
  limit: number,
  read: (page: { limit: number; cursor?: string }) => Promise<{ data: T[]; nextCursor: string | null }>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam === null ? { limit } : { limit, cursor: pageParam }),
    // The first page has no cursor; later ones have that of the page before.
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    ...LIVE,
  });
}

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => sdk.auth.me(), ...SLOW });
export const sandboxQuery = queryOptions({ queryKey: ['sandbox'], queryFn: () => sdk.sandbox.get(), ...SLOW });
export const balanceQuery = queryOptions({ queryKey: ['balance'], queryFn: () => sdk.balance.get(), ...LIVE });
export const grantsQuery = queryOptions({ queryKey: ['grants'], queryFn: () => sdk.grants.list(), ...LIVE });
export const forecastQuery = queryOptions({ queryKey: ['forecast'], queryFn: () => sdk.forecast.get(), ...LIVE });
export const rulesQuery = queryOptions({ queryKey: ['rules'], queryFn: () => sdk.rules.get(), ...LIVE });
export const priceBookQuery = queryOptions({
  queryKey: ['price-book'],
  queryFn: () => sdk.priceBooks.current(),
  // Where the queue has a part in prices, its factor moves by the minute.
  refetchInterval: (query) => (query.state.data === undefined || query.state.data.congestion === null ? false : 20_000),
  ...SLOW,
});
export const packsQuery = queryOptions({ queryKey: ['packs'], queryFn: () => sdk.packs.list(), ...SLOW });
export const offersQuery = queryOptions({ queryKey: ['offers'], queryFn: () => sdk.offers.get(), ...SLOW });
export const offersCheckQuery = (text: string) =>
  queryOptions({ queryKey: ['offers-check', text], queryFn: () => sdk.offers.check(text), staleTime: Infinity, gcTime: 60_000 });
export const subscriptionsQuery = queryOptions({ queryKey: ['subscriptions'], queryFn: () => sdk.subscriptions.list(), ...LIVE });
export const tipSettingsQuery = queryOptions({ queryKey: ['tip-settings'], queryFn: () => sdk.tips.set(), ...SLOW });
export const tipsQuery = (request: GenerationRequest) =>
  queryOptions({ queryKey: ['tips', request], queryFn: () => sdk.tips.find(request), staleTime: 30_000, retry: false });
export const previewQuery = (purchase: PreviewPurchaseBody) =>
  queryOptions({ queryKey: ['purchase', purchase], queryFn: () => sdk.purchases.preview(purchase), staleTime: 30_000 });
export const comparisonQuery = (need: CompareOffersBody) =>
  queryOptions({ queryKey: ['comparison', need], queryFn: () => sdk.offers.compare(need), staleTime: 60_000, retry: false });
export const draftsQuery = queryOptions({ queryKey: ['drafts'], queryFn: () => sdk.drafts.list(), staleTime: 0 });
export const versionsQuery = pageOf(['price-books', 'all'], 25, (page) => sdk.priceBooks.list(page));
export const draftQuery = (id: string) =>
  // Read once for each visit: what is edited must not change under the hands.
  queryOptions({ queryKey: ['draft', id], queryFn: () => sdk.drafts.get(id), staleTime: 'static', gcTime: 0, refetchOnWindowFocus: false });
export const changesQuery = (before: number | string, after: number | string) =>
  queryOptions({
    queryKey: ['price-book-changes', before, after],
    queryFn: () => sdk.priceBooks.compare({ before, after }),
    staleTime: 0,
    gcTime: 0,
  });
export const bookCheckQuery = (text: string) =>
  queryOptions({ queryKey: ['price-book-check', text], queryFn: () => sdk.priceBooks.check(text), staleTime: 'static', gcTime: 30_000 });
/** The newest version, as it is when somebody is about to publish. */
export const newestVersionQuery = queryOptions({
  queryKey: ['price-books', 'newest'],
  queryFn: () => sdk.priceBooks.list({ limit: 1 }),
  staleTime: 0,
  gcTime: 0,
});
/** Samples priced by a book beside the one in force: its examples, or requests of one's own. */
export const trialQuery = (book: Record<string, unknown>, requests?: readonly SampleRequest[]) =>
  queryOptions({
    queryKey: ['price-book-trial', book, requests],
    queryFn: () => sdk.priceBooks.try({ book, ...(requests === undefined ? {} : { requests: [...requests] }) }),
    staleTime: 0,
    gcTime: 30_000,
  });
export const networksQuery = queryOptions({ queryKey: ['networks'], queryFn: () => sdk.networks.list(), staleTime: 30_000 });
/** The same where somebody is about to pay, who should know soon when one is in trouble; no live event tells of it. */
export const watchedNetworksQuery = { ...networksQuery, refetchInterval: 15_000 };
/** How a network is followed, as of a few seconds ago; no live event tells of it. */
export const networkHealthQuery = (id: NetworkId) =>
  queryOptions({ queryKey: ['network-health', id], queryFn: () => sdk.networks.getHealth(id), staleTime: 0, refetchInterval: 5_000 });
export const enginesQuery = queryOptions({ queryKey: ['engines'], queryFn: () => sdk.engines.list(), ...SLOW });
export const apiKeysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: () => sdk.apiKeys.list({ limit: 100 }), ...LIVE });
export const invoicesQuery = pageOf(['invoices'], 10, (page) => sdk.invoices.list(page));
export const refundAddressesQuery = queryOptions({ queryKey: ['refund-addresses'], queryFn: () => sdk.refundAddresses.list(), ...SLOW });
export const ownPayoutsQuery = pageOf(['own-payouts'], 10, (page) => sdk.payouts.listOwn(page));
/** What operators pay back; live events tell of each change, and it is read again in case one was missed. */
export const payoutsQuery = (status?: PayoutStatus) => ({
  ...pageOf(['payouts', status ?? 'all'], 10, (page) => sdk.payouts.list({ ...page, status })),
  staleTime: 0,
  refetchInterval: 60_000,
});
/** What the next files hold, as far as one page reaches. */
export const requestedPayoutsQuery = queryOptions({
  queryKey: ['payouts', 'next'],
  queryFn: () => sdk.payouts.list({ status: 'requested', limit: 100 }),
  staleTime: 0,
  refetchInterval: 60_000,
});
export const accountInvoicesQuery = (accountId: string) => ({
  ...pageOf(['account-invoices', accountId], 10, (page) => sdk.invoices.listOfAccount(accountId, page)),
  staleTime: 0,
});
/** What waits for the operator; live events tell of most of it. */
export const unmatchedDepositsQuery = {
  ...pageOf(['unmatched-deposits'], 10, (page) => sdk.deposits.listUnmatched(page)),
  staleTime: 0,
  refetchInterval: 15_000,
};
/** Proofs on all networks. One that fails is told by an event; those of the day come in silence. */
export const balanceProofsQuery = {
  ...pageOf(['balance-proofs'], 10, (page) => sdk.balanceProofs.list(page)),
  staleTime: 0,
  refetchInterval: 60_000,
};
/** What was swept; no live event tells of it. */
export const sweepsQuery = { ...pageOf(['sweeps'], 10, (page) => sdk.sweeps.list(page)), staleTime: 0, refetchInterval: 15_000 };
export const statementQuery = pageOf(['statement'], 25, (page) => sdk.statement.list(page));
export const generationsQuery = pageOf(['generations'], 25, (page) => sdk.generations.list(page));
export const imagesQuery = pageOf(['images'], 40, (page) => sdk.images.list(page));

export const invoiceQuery = (id: string) => queryOptions({ queryKey: ['invoice', id], queryFn: () => sdk.invoices.get(id), ...LIVE });
/** For whoever has the link; no session is needed. */
export const paymentQuery = (link: string) => queryOptions({ queryKey: ['payment', link], queryFn: () => sdk.payments.get(link), ...LIVE });
export const imageQuery = (id: string) => queryOptions({ queryKey: ['image', id], queryFn: () => sdk.images.get(id), ...SLOW });

/** Usage by day and one thing more; days are those of the reader. */
export const usageQuery = (by: NonNullable<UsageOptions['groupBy']>[number], range: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['usage', by, range],
    queryFn: () => sdk.usage.get({ ...range, groupBy: ['day', by], timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    ...LIVE,
  });
export const booksQuery = (period: BooksOptions) =>
  queryOptions({ queryKey: ['books', period], queryFn: () => sdk.books.get(period), ...SLOW });

/** A quote is asked again shortly before it expires, so that the price on the button can always be paid. */
const QUOTE_SPARE_MS = 20_000;
export const quoteQuery = (request: QuoteRequest) =>
  queryOptions({
    queryKey: ['quote', request],
    queryFn: () => sdk.quotes.create(request),
    staleTime: (query) => Math.max(0, leftOf(query.state.data?.expiresAt)),
    refetchInterval: (query) => (query.state.data === undefined ? false : Math.max(1000, leftOf(query.state.data.expiresAt))),
    gcTime: 60_000,
  });

function leftOf(expiresAt: string | undefined): number {
  return expiresAt === undefined ? 0 : Date.parse(expiresAt) - Date.now() - QUOTE_SPARE_MS;
}

/** How far one generation is; fed by live events only, and empty until the first of them. */
export interface GenerationProgress {
  imageIndex: number;
  step: number;
  steps: number;
  /** of the picture being made, 0 to 1 */
  fraction: number;
  /** a small picture as a data address, by index of the image */
  previews: Record<number, string>;
}
export const progressQuery = (generationId: string) =>
  queryOptions({
    queryKey: ['progress', generationId],
    queryFn: (): GenerationProgress | null => null,
    staleTime: Infinity,
    gcTime: 120_000,
  });

/** Whether a generation still changes. */
export function isActive(status: GenerationStatus): boolean {
  return status === 'queued' || status === 'running';
}
