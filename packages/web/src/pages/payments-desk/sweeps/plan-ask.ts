import type { CreateSweepPlanBody } from '../../../api/sdk.ts';
import { readTypedCredits } from '../../../format/typed-credits.ts';
import { messages } from '../../../messages/index.ts';

/** What the form of a plan holds, as it was typed. */
export interface PlanText {
  to: string;
  minimum: string;
  most: string;
}

export type WrongPlan = Partial<Record<keyof PlanText, string>>;

/** Reads what was typed; what is wrong is said for each field. Whether the address is one, the server says. */
export function readPlan({ to, minimum, most }: PlanText): { body: CreateSweepPlanBody } | { wrong: WrongPlan } {
  const t = messages.sweepsDesk;
  const minimumUsdt = readTypedCredits(minimum);
  const addressesMax = /^\d{1,3}$/u.test(most) ? Number(most) : 0;
  const wrong: WrongPlan = {
    ...(to === '' && { to: t.noAddress }),
    ...(minimumUsdt === undefined && { minimum: t.notAnAmount }),
    ...((addressesMax < 1 || addressesMax > 200) && { most: t.notACount }),
  };
  return minimumUsdt === undefined || Object.keys(wrong).length > 0 ? { wrong } : { body: { to, minimumUsdt, addressesMax } };
}
