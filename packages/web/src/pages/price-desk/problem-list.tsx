import type { UseQueryResult } from '@tanstack/react-query';
import type { PriceBookCheck } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

interface ProblemListProps {
  check: UseQueryResult<PriceBookCheck>;
  isChecking: boolean;
  onGoTo: (line: number) => void;
}

/** All that is wrong with a draft, with the way to each line. */
export function ProblemList({ check, isChecking, onGoTo }: ProblemListProps) {
  const t = messages.priceDesk;
  const problems = check.data?.problems ?? [];
  const state = check.isError
    ? ''
    : isChecking || check.data === undefined
      ? t.checking
      : problems.length === 0
        ? t.noProblems
        : t.problemCount(problems.length);
  return (
    <Card id="problems" title={t.problems}>
      {check.isError && <ProblemNotice error={check.error} moneyFirst={t.checkFailed} onRetry={() => void check.refetch()} />}
      <output className="flex items-center gap-2">
        {state === t.noProblems && (
          <span className="text-action">
            <Icon name="check" size={16} />
          </span>
        )}
        <span className={problems.length > 0 ? 'font-semibold text-danger' : 'text-muted'}>{state}</span>
      </output>
      {problems.length > 0 && (
        <ul className="mt-3 flex max-h-80 flex-col gap-2.5 overflow-y-auto">
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.message}`} className="text-xs">
              <button
                type="button"
                aria-label={t.goTo(problem.line)}
                onClick={() => onGoTo(problem.line)}
                className="font-semibold text-action hover:underline"
              >
                {t.line(problem.line)}
              </button>
              {problem.path !== '' && <code className="ml-2 font-mono break-all text-muted">{problem.path}</code>}
              <p className="wrap-break-word">{problem.message}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
