import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readProblem } from './api/problem.ts';
import { meQuery } from './api/queries.ts';
import { isOwnPath } from './pages/sign-in/own-path.ts';
import { AppShell } from './shell/app-shell.tsx';
import { BrokenPage } from './shell/broken-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { PendingPage } from './shell/pending-page.tsx';
import { RootLayout } from './shell/root-layout.tsx';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
});

/** The picture that is looked at is part of the address, so that "back" closes it and a link opens it. */
function pictureSearch(search: Record<string, unknown>): { picture?: string } {
  return typeof search['picture'] === 'string' ? { picture: search['picture'] } : {};
}

/** Where to go after signing in. */
function nextSearch(search: Record<string, unknown>): { next?: string } {
  return isOwnPath(search['next']) ? { next: search['next'] } : {};
}

/** The version that was just published, which the price desk says. */
function publishedSearch(search: Record<string, unknown>): { published?: number } {
  return typeof search['published'] === 'number' ? { published: search['published'] } : {};
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});
const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-up-page.tsx'), 'SignUpPage'),
});
const paymentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/payment/$link',
  component: lazyRouteComponent(() => import('./pages/payment/payment-page.tsx'), 'PaymentPage'),
});
const pricesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/prices',
  component: lazyRouteComponent(() => import('./pages/prices/prices-page.tsx'), 'PricesPage'),
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: AppShell,
  errorComponent: BrokenPage,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.query({ ...meQuery, staleTime: 'static' });
    } catch (error) {
      const { status } = readProblem(error);
      if (status === 401) redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href }, throw: true });
      throw error;
    }
  },
});

const createPageRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: pictureSearch,
  component: lazyRouteComponent(() => import('./pages/create/create-page.tsx'), 'CreatePage'),
});
const galleryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/gallery',
  validateSearch: pictureSearch,
  component: lazyRouteComponent(() => import('./pages/gallery/gallery-page.tsx'), 'GalleryPage'),
});
const walletRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/wallet',
  component: lazyRouteComponent(() => import('./pages/wallet/wallet-page.tsx'), 'WalletPage'),
});
const rulesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/wallet/rules',
  component: lazyRouteComponent(() => import('./pages/rules/rules-page.tsx'), 'RulesPage'),
});
const sendRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/wallet/send',
  component: lazyRouteComponent(() => import('./pages/send/send-page.tsx'), 'SendPage'),
});
const topUpRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/top-up',
  component: lazyRouteComponent(() => import('./pages/top-up/top-up-page.tsx'), 'TopUpPage'),
});
const invoiceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/top-up/$invoiceId',
  component: lazyRouteComponent(() => import('./pages/invoice/invoice-page.tsx'), 'InvoicePage'),
});
const offersDeskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/offers-desk',
  component: lazyRouteComponent(() => import('./pages/offers-desk/offers-desk-page.tsx'), 'OffersDeskPage'),
});
const booksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/books',
  component: lazyRouteComponent(() => import('./pages/books/books-page.tsx'), 'BooksPage'),
});
const priceDeskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/price-desk',
  validateSearch: publishedSearch,
  component: lazyRouteComponent(() => import('./pages/price-desk/price-desk-page.tsx'), 'PriceDeskPage'),
});
const draftRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/price-desk/$draftId',
  component: lazyRouteComponent(() => import('./pages/price-desk/draft-page.tsx'), 'DraftPage'),
});
const paymentsDeskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/payments-desk',
  component: lazyRouteComponent(() => import('./pages/payments-desk/payments-desk-page.tsx'), 'PaymentsDeskPage'),
});
const proofsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/payments-desk/proofs',
  component: lazyRouteComponent(() => import('./pages/payments-desk/proofs/proofs-page.tsx'), 'ProofsPage'),
});
const sweepsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/payments-desk/sweeps',
  component: lazyRouteComponent(() => import('./pages/payments-desk/sweeps/sweeps-page.tsx'), 'SweepsPage'),
});
const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  pricesRoute,
  paymentRoute,
  signedInRoute.addChildren([
    createPageRoute,
    galleryRoute,
    walletRoute,
    rulesRoute,
    sendRoute,
    topUpRoute,
    invoiceRoute,
    booksRoute,
    priceDeskRoute,
    draftRoute,
    offersDeskRoute,
    paymentsDeskRoute,
    proofsRoute,
    sweepsRoute,
    accountRoute,
  ]),
]);

/** The router of the screen; pages arrive in their own files, fetched when a link to them is pointed at. */
export function createScreenRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: BrokenPage,
    scrollRestoration: true,
    // Without this, a search parameter that was refused would still be handed on.
    search: { strict: true },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createScreenRouter>;
  }
}
