import type { PayoutStatus } from '../api/sdk.ts';
import { classes } from './classes.ts';

interface PayoutMarkProps {
  status: PayoutStatus;
  onChain: boolean;
  labels: Record<PayoutStatus | 'onChain', string>;
  className?: string;
}

const TONES: Record<PayoutStatus, string> = {
  requested: 'bg-warning-soft text-warning',
  exported: 'bg-warning-soft text-warning',
  sent: 'bg-soft text-action',
  confirmed: 'bg-soft text-action',
  canceled: 'bg-sunken text-muted',
};

/** The state of a payout in a word or two. */
export function PayoutMark({ status, onChain, labels, className }: PayoutMarkProps) {
  return (
    <span className={classes('rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap', TONES[status], className)}>
      {labels[status === 'sent' && onChain ? 'onChain' : status]}
    </span>
  );
}
