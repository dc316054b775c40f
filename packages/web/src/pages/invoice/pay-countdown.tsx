import { formatCountdown, formatExact } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { useNow } from '../../parts/use-now.ts';

const SECOND_MS = 1000;
const SOON_MS = 5 * 60_000;

/** The time that is left to pay. It turns to the colour of care near the end, and never alarms: a late payment counts too. */
export function PayCountdown({ expiresAt }: { expiresAt: string }) {
  const leftMs = Date.parse(expiresAt) - useNow(SECOND_MS);
  if (leftMs <= 0) return <span className="text-xs text-muted">{messages.invoice.timeOver}</span>;
  return (
    <span
      role="timer"
      aria-label={messages.invoice.timer}
      title={formatExact(expiresAt)}
      className={`text-xs ${leftMs < SOON_MS ? 'text-warning' : 'text-muted'}`}
    >
      {messages.invoice.timeLeft(formatCountdown(leftMs))}
    </span>
  );
}
