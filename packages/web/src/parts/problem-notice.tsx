import { readProblem } from '../api/problem.ts';
import { messages } from '../messages/index.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

interface ProblemNoticeProps {
  error: unknown;
  /** said first: what happened to the money */
  moneyFirst?: string;
  onRetry?: () => void;
  className?: string;
}

/** An error in its place: what happened to the money, why, and what to do next. */
export function ProblemNotice({ error, moneyFirst, onRetry, className }: ProblemNoticeProps) {
  const problem = readProblem(error);
  return (
    <div role="alert" className={classes('flex items-start gap-3 rounded-md bg-danger-soft p-3 text-danger', className)}>
      <Icon name="warning" />
      <div className="min-w-0 flex-1">
        {moneyFirst !== undefined && <p className="font-semibold">{moneyFirst}</p>}
        <p className="text-text">{problem.detail}</p>
      </div>
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry} className="-my-0.5 text-text">
          {messages.retry}
        </Button>
      )}
    </div>
  );
}
