import { Link } from '@tanstack/react-router';
import { extraOf, readProblem } from '../../api/problem.ts';
import { formatCredits, toMicro } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { IconButton } from '../../parts/icon-button.tsx';

interface StartProblemProps {
  error: unknown;
  onForget: () => void;
  onUseReserve: () => void;
}

/** Why pictures could not be started; what happened to the money comes first, then what can be done. */
export function StartProblem({ error, onForget, onUseReserve }: StartProblemProps) {
  const t = messages.create;
  const problem = readProblem(error);
  const isLost = problem.status === 0 || problem.status >= 500;
  const reserve = problem.code === 'insufficient_credits' ? extraOf(error, 'reserve') : undefined;
  const [required = '0', available = '0'] = [extraOf(error, 'required'), extraOf(error, 'available')];
  const isEnough = reserve !== undefined && toMicro(available) + toMicro(reserve) >= toMicro(required);
  return (
    <div role="alert" className="mb-3 flex items-start gap-2 rounded-md bg-danger-soft py-1.5 pr-1 pl-3 text-xs">
      <span className="py-2 text-danger">
        <Icon name="warning" size={18} />
      </span>
      <div className="min-w-0 flex-1 py-2">
        <p className="wrap-anywhere">
          {isLost
            ? t.lost
            : reserve !== undefined
              ? messages.rules.reserveKept(formatCredits(required), formatCredits(reserve))
              : t.notice.failed(problem.detail)}
        </p>
        {(problem.code === 'budget_exceeded' || reserve !== undefined) && (
          <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
            {isEnough && (
              <Button size="small" onClick={onUseReserve} className="text-xs">
                {messages.rules.useReserve}
              </Button>
            )}
            <Link to="/wallet/rules" className="py-1 font-semibold text-action hover:underline">
              {messages.rules.toRules}
            </Link>
          </div>
        )}
      </div>
      <IconButton icon="close" label={t.dismiss} onClick={onForget} />
    </div>
  );
}
