import type { Command, GrantKind } from '../../packages/server/src/ledger/index.ts';
import type { Random } from '../random.ts';

type Weights = Readonly<Partial<Record<Command['command'] | 'transfer', number>>>;

/** What a seed is mostly about: rare things meet each other only in a history that has many of them. */
export interface Theme {
  /** How often each command is sent, beside the others. */
  readonly weights: Weights;
  /** How long one unit of waiting may be; anything when left out. */
  readonly unitsMs?: readonly number[];
  /** Whether all usage names the same few spenders. */
  readonly fewSpenders?: boolean;
  readonly grantKinds?: readonly GrantKind[];
}

const hourMs = 3_600_000;

const usual = {
  'open-account': 1,
  grant: 12,
  hold: 12,
  capture: 12,
  void: 3,
  extend: 3,
  spend: 9,
  adjust: 3,
  reverse: 6,
  refund: 2,
  transfer: 12,
  'set-reserve': 2,
  'set-alert-level': 2,
  'set-budget': 5,
  'set-credit-limit': 2,
  'close-period': 2,
  settle: 2,
  'start-recurring-grant': 4,
  'extend-recurring-grant': 1,
  'stop-recurring-grant': 1,
} satisfies Weights;

/** By what they are about. Only a planted fault asks for `transfers`. */
export const themes = {
  usual: { weights: usual },
  transfers: { weights: { ...usual, transfer: 40 }, unitsMs: [1, 60_000] },
  budgets: {
    weights: { ...usual, 'set-budget': 16, spend: 20, hold: 20, reverse: 12 },
    unitsMs: [1, 6 * hourMs, 24 * hourMs],
    fewSpenders: true,
  },
  recurring: {
    weights: {
      grant: 6,
      spend: 16,
      hold: 8,
      capture: 4,
      transfer: 4,
      'start-recurring-grant': 14,
      'extend-recurring-grant': 6,
      'stop-recurring-grant': 2,
      'set-reserve': 2,
    },
    unitsMs: [6 * hourMs, 24 * hourMs, 5 * 24 * hourMs],
  },
  refunds: {
    weights: { ...usual, grant: 24, refund: 16, spend: 20, 'start-recurring-grant': 1 },
    grantKinds: ['purchased', 'bonus', 'bonus'],
  },
  credit: { weights: { ...usual, grant: 4, 'set-credit-limit': 12, 'close-period': 8, settle: 8, spend: 16, transfer: 3 } },
  reversals: { weights: { ...usual, grant: 20, spend: 20, reverse: 24, hold: 16, capture: 16, transfer: 4 }, unitsMs: [1, 24 * hourMs] },
} satisfies Readonly<Record<string, Theme>>;
/** What is usual comes twice as often. */
const drawn = ['usual', 'usual', 'budgets', 'recurring', 'refunds', 'credit', 'reversals'] as const;

/** That of a seed; one that is wanted takes its place. */
export function themeOf(random: Random, wanted: keyof typeof themes | undefined): Theme {
  const chosen = random.of(drawn);
  return themes[wanted ?? chosen];
}

/** The name of a command, by its weight. */
export function chooseCommand(random: Random, { weights }: Theme): keyof typeof usual {
  // The names are those of the weights above, for the themes have no others.
  const choices = Object.entries(weights) as [keyof typeof usual, number][];
  let left = random.below(choices.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [name, weight] of choices) {
    if (left < weight) return name;
    left -= weight;
  }
  return 'spend';
}
