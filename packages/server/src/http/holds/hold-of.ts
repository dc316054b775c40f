import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { HoldView } from '../../ledger/index.ts';
import type { Hold } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function holdOf(hold: HoldView): Static<typeof Hold> {
  return {
    id: hold.id,
    status: hold.status,
    amount: amountToText(hold.amount),
    captured: amountToText(hold.captured),
    remaining: amountToText(hold.remaining),
    createdAt: timeText(hold.createdAtMs),
    deadlineAt: timeText(hold.deadlineMs),
    endedAt: timeTextOrNull(hold.endedAtMs),
    parts: hold.parts.map(({ grantId, kind, amount }) => ({ grantId, kind, amount: amountToText(amount) })),
  };
}
