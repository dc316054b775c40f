import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';

/** How long ago a moment was, in few words: "12 s ago", "5 min ago", then the moment itself. Clocks that differ make it "just now". */
export function agoText(time: string, nowMs: number): string {
  const t = messages.paymentsDesk.ago;
  const seconds = Math.floor((nowMs - Date.parse(time)) / 1000);
  if (seconds < 2) return t.now;
  if (seconds < 90) return t.seconds(seconds);
  return seconds < 5_400 ? t.minutes(Math.floor(seconds / 60)) : formatWhen(time);
}
