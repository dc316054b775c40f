import type { Generation } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { formatClock } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { MomentText } from '../../parts/moment-text.tsx';

/** One line about a generation that did not give all its pictures: the money first. Nothing for one that did. */
export function GenerationNotice({ generation }: { generation: Generation }) {
  const text = noticeText(generation);
  if (text === null) return null;
  return (
    <p className="mb-3 flex items-start gap-2.5 rounded-md border border-line bg-surface px-3 py-2.5 text-xs">
      <span className={generation.status === 'canceled' ? 'text-muted' : 'text-warning'}>
        <Icon name={generation.status === 'canceled' ? 'info' : 'warning'} size={18} />
      </span>
      <span className="min-w-0 flex-1">
        {text}
        <span className="block truncate text-muted">“{generation.request.prompt}”</span>
      </span>
      <MomentText time={generation.createdAt} className="text-muted">
        {formatClock(generation.createdAt)}
      </MomentText>
    </p>
  );
}

function noticeText(generation: Generation): string | null {
  const t = messages.create.notice;
  const made = generation.images.length;
  const charged = messages.credits(formatCredits(generation.charged));
  switch (generation.status) {
    case 'failed':
      return generation.problem === null ? t.failedPlain : t.failed(generation.problem.detail);
    case 'partly_succeeded':
      return t.partly(made, generation.imagesRequested, charged);
    case 'canceled':
      return made === 0 ? t.canceledNone : t.canceledSome(made, generation.imagesRequested, charged);
    default:
      return null;
  }
}
