import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import type { StepState } from './pay-progress.ts';

interface PayStepProps {
  state: StepState;
  /** how full the ring is while the step is active, 0 to 1 */
  fraction: number;
  detail: string;
  children: string;
}

const RADIUS = 8;
const AROUND = 2 * Math.PI * RADIUS;

/** One step of a payment with a ring that fills. */
export function PayStep({ state, fraction, detail, children }: PayStepProps) {
  return (
    <li className="flex min-h-9 items-center gap-3" aria-current={state === 'active' ? 'step' : undefined}>
      {state === 'done' ? (
        <span className="grid size-5 shrink-0 place-items-center rounded-full bg-action text-on-action">
          <Icon name="check" size={14} />
        </span>
      ) : (
        <svg width="20" height="20" viewBox="0 0 20 20" fill="none" strokeWidth="2" aria-hidden="true" className="shrink-0 -rotate-90">
          <circle cx="10" cy="10" r={RADIUS} className="stroke-edge" />
          {state === 'active' && (
            <circle
              cx="10"
              cy="10"
              r={RADIUS}
              strokeDasharray={`${Math.max(0.08, fraction) * AROUND} ${AROUND}`}
              className="stroke-action transition-[stroke-dasharray] duration-200"
            />
          )}
        </svg>
      )}
      <span className={`flex-1 ${state === 'waiting' ? 'text-muted' : ''}`}>
        {children}
        <span className="sr-only">, {messages.invoice[state]}</span>
      </span>
      <span className="text-xs text-muted">{detail}</span>
    </li>
  );
}
