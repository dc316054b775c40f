import { messages } from '../messages/index.ts';
import type { IconName } from '../parts/icon.tsx';

/** The places of the screen, in the order of the header and of the bottom navigation. */
export const PLACES = [
  { to: '/', label: messages.shell.create, icon: 'create' },
  { to: '/gallery', label: messages.shell.gallery, icon: 'gallery' },
  { to: '/wallet', label: messages.shell.wallet, icon: 'wallet' },
] as const satisfies readonly { to: string; label: string; icon: IconName }[];

/** What operators have beside that. */
export const OPERATOR_PLACES = [
  { to: '/books', label: messages.shell.books, icon: 'books' },
  { to: '/price-desk', label: messages.priceDesk.place, icon: 'price' },
  { to: '/offers-desk', label: messages.offersDesk.place, icon: 'offers' },
  { to: '/payments-desk', label: messages.paymentsDesk.place, icon: 'payments' },
] as const satisfies readonly {
  to: string;
  label: string;
  icon: IconName;
}[];
