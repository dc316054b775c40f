import { useState } from 'react';
import type { AccountRules } from '../../api/sdk.ts';
import { useOnce } from '../../api/use-once.ts';
import { formatCredits } from '../../format/credits.ts';
import { readTypedCredits } from '../../format/typed-credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Field } from '../../parts/field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

interface AmountSettingProps {
  id: string;
  title: string;
  text: string;
  label: string;
  hint: string;
  /** what an empty field stands for; without it the field must not be empty */
  whenEmpty?: string;
  /** as it stands; empty where nothing is set */
  value: string;
  save: (credits: string, idempotencyKey: string) => Promise<AccountRules>;
  onSaved: (rules: AccountRules) => void;
}

/** One amount that the account settles, in a field that is saved by its button. */
export function AmountSetting({ id, title, text, label, hint, whenEmpty, value, save, onSaved }: AmountSettingProps) {
  const t = messages.rules;
  const shown = value === '' ? '' : formatCredits(value);
  // Null while nobody types: then what stands there now is shown, also when it was changed elsewhere.
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft ?? shown;
  const [isWrong, setWrong] = useState(false);
  const saving = useOnce(save, (rules) => {
    setDraft(null);
    onSaved(rules);
  });
  const wanted = typed.trim() === '' ? whenEmpty : readTypedCredits(typed);
  const isChanged = typed !== shown;
  return (
    <Card id={id} title={title}>
      <p className="mb-4 text-muted">{text}</p>
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setWrong(wanted === undefined);
          if (wanted !== undefined && !saving.isPending) saving.mutate(wanted);
        }}
      >
        <Field
          label={label}
          hint={hint}
          error={isWrong ? t.notAnAmount : undefined}
          value={typed}
          maxLength={24}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => {
            setDraft(event.target.value);
            setWrong(false);
            if (!saving.isIdle && !saving.isPending) saving.reset();
          }}
          className="min-w-0 flex-1"
        />
        {/* In line with the field, which has a label above it. */}
        <Button type="submit" look={isChanged ? 'action' : 'outline'} disabled={!isChanged || saving.isPending} className="mt-6">
          {saving.isPending ? t.saving : t.save}
        </Button>
      </form>
      <p role="status" className="text-xs text-action">
        {saving.isSuccess && !isChanged && <span className="mt-1 block">{t.saved}</span>}
      </p>
      {saving.isError && <ProblemNotice error={saving.error} moneyFirst={t.nothingChanged} className="mt-3" />}
    </Card>
  );
}
