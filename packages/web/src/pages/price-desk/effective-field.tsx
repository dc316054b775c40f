import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';

/** When a version comes into force: at once, or a local time as a field of the browser has it. */
export type Effective = { readonly later: false } | { readonly later: true; readonly at: string };

interface EffectiveFieldProps {
  effective: Effective;
  /** somebody has tried to publish with a time that is not to come */
  isWrong: boolean;
  onChange: (effective: Effective) => void;
}

/** Chooses when a version comes into force. */
export function EffectiveField({ effective, isWrong, onChange }: EffectiveFieldProps) {
  const t = messages.priceDesk;
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-semibold text-muted">{t.when}</legend>
      <div className="mb-2.5 grid grid-cols-2 gap-1.5">
        <Choice
          name="when"
          value="now"
          checked={!effective.later}
          onChoose={() => onChange({ later: false })}
          className="py-2.5 text-center"
        >
          {t.atOnce}
        </Choice>
        <Choice
          name="when"
          value="later"
          checked={effective.later}
          onChoose={() => onChange({ later: true, at: '' })}
          className="py-2.5 text-center"
        >
          {t.later}
        </Choice>
      </div>
      {effective.later && (
        <Field
          label={t.laterField}
          type="datetime-local"
          value={effective.at}
          error={isWrong ? t.laterWrong : undefined}
          onChange={(event) => onChange({ later: true, at: event.target.value })}
        />
      )}
    </fieldset>
  );
}

/** The time for the server: nothing for at once, `null` for one that is not to come. */
export function effectiveTime(effective: Effective, nowMs: number): { effectiveFrom?: string } | null {
  if (!effective.later) return {};
  const ms = Date.parse(effective.at);
  return Number.isNaN(ms) || ms <= nowMs ? null : { effectiveFrom: new Date(ms).toISOString() };
}
