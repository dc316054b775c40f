import { useId } from 'react';
import { messages } from '../../messages/index.ts';
import { changeSettings } from './settings-store.ts';

/** How many refinement steps; more of them cost more. */
export function StepsField({ steps, min, max }: { steps: number; min: number; max: number }) {
  const id = useId();
  const filled = max > min ? ((steps - min) / (max - min)) * 100 : 0;
  return (
    <div>
      <div className="mb-1.5 flex justify-between text-xs text-muted">
        <label htmlFor={id} className="font-semibold">
          {messages.create.steps}
        </label>
        <output htmlFor={id}>{steps}</output>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={1}
        value={steps}
        aria-valuetext={messages.create.stepsValue(steps)}
        onChange={(event) => changeSettings({ steps: event.target.valueAsNumber })}
        className="range-input block rounded-sm"
        // React's type of styles knows no custom properties; React itself passes them on.
        style={{ ['--filled' as string]: `${filled}%` }}
      />
    </div>
  );
}
