/**
 * Every sentence of the screen. Another language is another object of the type `Messages`, chosen here; the pages do not change.
 */
import { englishAccount, englishSignIn } from './english-account.ts';
import { englishBooks } from './english-books.ts';
import { englishCreate } from './english-create.ts';
import { englishGallery } from './english-gallery.ts';
import { englishOffersDesk } from './english-offers-desk.ts';
import { englishOffers } from './english-offers.ts';
import { englishGenerationStatus, englishQueue } from './english-queue.ts';
import { englishPayment } from './english-payment.ts';
import { englishPaymentsDesk } from './english-payments-desk.ts';
import { englishPayoutsDesk } from './english-payouts-desk.ts';
import { englishPriceDesk } from './english-price-desk.ts';
import { englishPrices } from './english-prices.ts';
import { englishProofsDesk } from './english-proofs-desk.ts';
import { englishQuote } from './english-quote.ts';
import { englishRedeem } from './english-redeem.ts';
import { englishRefunds } from './english-refunds.ts';
import { englishReports } from './english-reports.ts';
import { englishSweepsDesk } from './english-sweeps-desk.ts';
import { englishTips } from './english-tips.ts';
import { englishInvoice, englishTopUp } from './english-top-up.ts';
import { englishWallet } from './english-wallet.ts';
import { englishAlerts, englishRules, englishSend } from './english-rules.ts';
import { english } from './english.ts';

const all = {
  ...english,
  signIn: englishSignIn,
  account: englishAccount,
  create: englishCreate,
  gallery: englishGallery,
  wallet: englishWallet,
  topUp: englishTopUp,
  invoice: englishInvoice,
  generationStatus: englishGenerationStatus,
  queue: englishQueue,
  tips: englishTips,
  quote: englishQuote,
  redeem: englishRedeem,
  refunds: englishRefunds,
  reports: englishReports,
  books: englishBooks,
  rules: englishRules,
  send: englishSend,
  alerts: englishAlerts,
  offers: englishOffers,
  payment: englishPayment,
  paymentsDesk: englishPaymentsDesk,
  payoutsDesk: englishPayoutsDesk,
  proofsDesk: englishProofsDesk,
  sweepsDesk: englishSweepsDesk,
  prices: englishPrices,
  priceDesk: englishPriceDesk,
  offersDesk: englishOffersDesk,
};

export type Messages = typeof all;

export const messages: Messages = all;
