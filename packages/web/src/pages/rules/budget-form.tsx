import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sdk, type AccountRules, type ApiKey, type Budget, type BudgetPeriod, type BudgetScope } from '../../api/sdk.ts';
import { useOnce } from '../../api/use-once.ts';
import { formatCredits } from '../../format/credits.ts';
import { readTypedCredits } from '../../format/typed-credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { nameOfScope } from './budget-name.ts';
import { KeyField } from './key-field.tsx';

const SCOPES: readonly BudgetScope['type'][] = ['project', 'session', 'api_key'];
const PERIODS: readonly BudgetPeriod[] = ['day', 'week', 'month', 'total'];

interface BudgetFormProps {
  /** the one to change, or null for a new one */
  budget: Budget | null;
  keys: readonly ApiKey[];
  onClose: () => void;
  onSaved: (rules: AccountRules) => void;
}

/** A new budget, or another limit for one that is there. */
export function BudgetForm({ budget, keys, onClose, onSaved }: BudgetFormProps) {
  const t = messages.rules;
  const usable = keys.filter((key) => key.revokedAt === null);
  const [type, setType] = useState<BudgetScope['type']>(budget?.scope.type ?? 'project');
  const [id, setId] = useState(budget?.scope.id ?? '');
  const [period, setPeriod] = useState<BudgetPeriod>(budget?.period ?? 'month');
  const [limit, setLimit] = useState(budget === null ? '' : formatCredits(budget.limit));
  const [isTried, setTried] = useState(false);
  const save = useOnce(
    (body: Parameters<typeof sdk.rules.setBudget>[0], idempotencyKey) => sdk.rules.setBudget(body, { idempotencyKey }),
    onSaved,
  );
  const scopeId = type === 'api_key' && budget === null ? (id === '' ? (usable[0]?.id ?? '') : id) : id.trim();
  const isIdRight = budget !== null || type === 'api_key' ? scopeId !== '' : /^[A-Za-z0-9_.:-]{1,64}$/u.test(scopeId);
  const amount = readTypedCredits(limit);
  const title = budget === null ? t.newBudget : t.changeBudget(nameOfScope(budget.scope, keys));
  return (
    <Modal label={title} onClose={onClose} className="w-[min(480px,calc(100vw-32px))] animate-rise rounded-lg border border-line">
      <form
        className="flex flex-col gap-5 p-6"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isIdRight && amount !== undefined && !save.isPending) save.mutate({ scope: { type, id: scopeId }, period, limit: amount });
        }}
      >
        <h2 className="font-serif text-title wrap-break-word">{title}</h2>
        {budget === null && (
          <>
            <fieldset>
              <legend className="mb-1.5 text-xs font-semibold text-muted">{t.scope}</legend>
              <div className="grid grid-cols-3 gap-1.5">
                {SCOPES.map((each) => (
                  <Choice
                    key={each}
                    name="scope"
                    value={each}
                    checked={each === type}
                    onChoose={() => {
                      setType(each);
                      setId('');
                      setTried(false);
                    }}
                    className="py-2.5 text-center"
                  >
                    {t.scopes[each]}
                  </Choice>
                ))}
              </div>
            </fieldset>
            {type === 'api_key' ? (
              <KeyField keys={usable} chosen={scopeId} onChoose={setId} />
            ) : (
              <Field
                label={type === 'project' ? t.projectField : t.sessionField}
                hint={t.idHint}
                error={isTried && !isIdRight ? t.idWrong : undefined}
                value={id}
                maxLength={64}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => setId(event.target.value)}
              />
            )}
            <fieldset>
              <legend className="mb-1.5 text-xs font-semibold text-muted">{t.period}</legend>
              <div className="grid grid-cols-4 gap-1.5">
                {PERIODS.map((each) => (
                  <Choice
                    key={each}
                    name="period"
                    value={each}
                    checked={each === period}
                    onChoose={() => setPeriod(each)}
                    className="py-2.5 text-center"
                  >
                    {t.periods[each]}
                  </Choice>
                ))}
              </div>
            </fieldset>
          </>
        )}
        <Field
          label={budget === null ? t.limitField : `${t.limitField} ${t.periods[budget.period]}`}
          hint={t.limitHint}
          error={isTried && amount === undefined ? t.notAnAmount : undefined}
          value={limit}
          maxLength={24}
          inputMode="decimal"
          autoComplete="off"
          placeholder="100"
          onChange={(event) => setLimit(event.target.value)}
        />
        {type === 'api_key' && budget === null && usable.length === 0 && (
          <p className="text-muted">
            {t.noKeys}{' '}
            <Link to="/account" className="font-semibold text-action hover:underline">
              {t.makeKey}
            </Link>
          </p>
        )}
        {save.isError && <ProblemNotice error={save.error} moneyFirst={t.nothingChanged} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" look="action" disabled={save.isPending || (type === 'api_key' && !isIdRight)}>
            {save.isPending ? t.saving : t.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
