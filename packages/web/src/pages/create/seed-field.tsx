import { useId } from 'react';
import { messages } from '../../messages/index.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { changeSettings } from './settings-store.ts';
import { rollSeed, SEED_MAX } from './settings.ts';

/** The number that chance starts from: kept, the same settings make the same picture again. */
export function SeedField({ seed, lastSeed }: { seed: number | null; lastSeed: number | null }) {
  const id = useId();
  const t = messages.create;
  return (
    <div>
      <label htmlFor={id} className="mb-2 block text-xs font-semibold text-muted">
        {t.seed}
      </label>
      <div className="flex items-center rounded-md border border-line bg-sunken pr-0.5">
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={seed ?? ''}
          placeholder={t.seedRandom}
          onChange={(event) => {
            const digits = event.target.value.replace(/\D/g, '');
            changeSettings({ seed: digits === '' ? null : Math.min(Number(digits), SEED_MAX) });
          }}
          className="h-10 min-w-0 flex-1 rounded-md bg-transparent px-3 text-base placeholder:text-xs sm:text-sm"
        />
        <IconButton icon="dice" label={t.dice} onClick={() => changeSettings({ seed: rollSeed() })} />
        <IconButton
          icon={seed === null ? 'unlocked' : 'locked'}
          label={seed === null ? t.lock : t.unlock}
          aria-pressed={seed !== null}
          className={seed === null ? '' : 'text-action!'}
          onClick={() => changeSettings({ seed: seed === null ? (lastSeed ?? rollSeed()) : null })}
        />
      </div>
    </div>
  );
}
