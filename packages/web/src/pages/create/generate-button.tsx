import { useId } from 'react';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import type { Price } from './use-price.ts';

interface GenerateButtonProps {
  price: Price;
  isReady: boolean;
  isStarting: boolean;
  onGenerate: () => void;
}

/** "Generate · 4 credits". The last price stays while the next one is asked, so that nothing jumps under the hand. */
export function GenerateButton({ price, isReady, isStarting, onGenerate }: GenerateButtonProps) {
  const id = useId();
  const t = messages.create;
  const { quote, after } = price;
  return (
    <>
      <Button
        look="action"
        size="large"
        disabled={!isReady || isStarting || quote === undefined}
        // Not `disabled`, which would make it flicker with each setting.
        aria-disabled={price.isStale}
        aria-describedby={`${id}-terms`}
        onClick={onGenerate}
        className="min-w-0 flex-1"
      >
        {isStarting ? (
          t.sending
        ) : (
          <>
            {quote?.waits === true ? messages.queue.waits : t.generate}
            <span className={`font-normal text-on-action-muted ${price.isStale ? 'animate-breathe' : ''}`}>
              · {quote === undefined ? t.pricing : messages.credits(formatCredits(quote.total))}
            </span>
          </>
        )}
      </Button>
      <span id={`${id}-terms`} className="sr-only">
        {quote !== undefined && `${t.payAtMost} ${messages.credits(formatCredits(quote.total))}. `}
        {after !== undefined && `${t.afterThis} ${formatCredits(after)}.`}
      </span>
    </>
  );
}
