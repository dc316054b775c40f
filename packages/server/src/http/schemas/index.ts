import type { TSchema } from 'typebox';
import * as health from './health.ts';
import * as ledger from './ledger.ts';
import * as money from './money.ts';
import * as offers from './offers.ts';
import * as payments from './payments.ts';
import * as payouts from './payouts.ts';
import * as people from './people.ts';
import * as pictures from './pictures.ts';
import * as priceDesk from './price-desk.ts';
import * as prices from './prices.ts';
import * as problem from './problem.ts';
import * as reports from './reports.ts';
import * as sales from './sales.ts';
import { Credits, Time, Usdt } from './shapes.ts';
import * as tips from './tips.ts';

/** All named schemas. */
export const namedSchemas: readonly TSchema[] = [
  { Credits, Usdt, Time },
  health,
  ledger,
  money,
  offers,
  payments,
  payouts,
  people,
  pictures,
  priceDesk,
  prices,
  problem,
  reports,
  sales,
  tips,
]
  .flatMap((part) => Object.values<TSchema | object>(part))
  .filter((schema): schema is TSchema => '$id' in schema);

export * from './health.ts';
export * from './ledger.ts';
export * from './money.ts';
export * from './offers.ts';
export * from './payments.ts';
export * from './payouts.ts';
export * from './people.ts';
export * from './pictures.ts';
export * from './price-desk.ts';
export * from './prices.ts';
export * from './problem.ts';
export * from './reports.ts';
export * from './sales.ts';
export * from './tips.ts';
export { amountInput, exactly, id, idParams, pageQuery, ref, time } from './shapes.ts';
