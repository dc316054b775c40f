import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery } from '../../api/queries.ts';
import type { AccountRules, Budget } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { BudgetForm } from './budget-form.tsx';
import { BudgetLine } from './budget-line.tsx';
import { nameOfScope } from './budget-name.ts';
import { RemoveBudget } from './remove-budget.tsx';

type Open = { what: 'add' } | { what: 'change' | 'remove'; budget: Budget } | null;

const addId = 'add-budget';

/** The budgets of the account, and the ways to add, change and remove one. */
export function Budgets({ rules, onSaved }: { rules: AccountRules; onSaved: (rules: AccountRules) => void }) {
  const t = messages.rules;
  const keys = useQuery(apiKeysQuery).data?.data ?? [];
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const saved = (after: AccountRules) => {
    onSaved(after);
    close();
  };
  return (
    <Card
      id="budgets"
      title={t.budgets}
      aside={
        <Button id={addId} size="small" onClick={() => setOpen({ what: 'add' })} className="-my-2">
          <Icon name="plus" size={16} />
          {t.addBudget}
        </Button>
      }
    >
      <p className="mb-4 text-muted">{t.budgetsText}</p>
      {rules.budgets.length === 0 ? (
        <p className="border-t border-line pt-4 text-muted">{t.noBudgets}</p>
      ) : (
        <ul className="-mb-3.5">
          {rules.budgets.map((budget) => (
            <BudgetLine
              key={`${budget.scope.type} ${budget.scope.id} ${budget.period}`}
              budget={budget}
              name={nameOfScope(budget.scope, keys)}
              onChange={() => setOpen({ what: 'change', budget })}
              onRemove={() => setOpen({ what: 'remove', budget })}
            />
          ))}
        </ul>
      )}
      {open !== null &&
        (open.what === 'remove' ? (
          <RemoveBudget
            budget={open.budget}
            name={nameOfScope(open.budget.scope, keys)}
            onClose={close}
            onSaved={saved}
            focusAfter={addId}
          />
        ) : (
          <BudgetForm budget={open.what === 'change' ? open.budget : null} keys={keys} onClose={close} onSaved={saved} />
        ))}
    </Card>
  );
}
