import { readProblem } from '../../api/problem.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { IconButton } from '../../parts/icon-button.tsx';

/** Why pictures could not be started; what happened to the money comes first. */
export function StartProblem({ error, onForget }: { error: unknown; onForget: () => void }) {
  const problem = readProblem(error);
  const isLost = problem.status === 0 || problem.status >= 500;
  return (
    <div role="alert" className="mb-3 flex items-start gap-2 rounded-md bg-danger-soft py-1.5 pr-1 pl-3 text-xs">
      <span className="py-2 text-danger">
        <Icon name="warning" size={18} />
      </span>
      <p className="min-w-0 flex-1 py-2">{isLost ? messages.create.lost : messages.create.notice.failed(problem.detail)}</p>
      <IconButton icon="close" label={messages.create.dismiss} onClick={onForget} />
    </div>
  );
}
