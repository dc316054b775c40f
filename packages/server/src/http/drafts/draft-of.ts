import type { Static } from 'typebox';
import type { Draft } from '../../pricing/index.ts';
import type { Draft as DraftBody, DraftSummary } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export function draftSummaryOf({ id, revision, title, createdAtMs, savedAtMs }: Draft): Static<typeof DraftSummary> {
  return { id, revision, title, createdAt: timeText(createdAtMs), savedAt: timeText(savedAtMs) };
}

export function draftOf(draft: Draft): Static<typeof DraftBody> {
  // True because a draft is an object, which saving it checks.
  return { ...draftSummaryOf(draft), book: draft.book as Record<string, unknown> };
}
