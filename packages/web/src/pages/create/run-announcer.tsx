import { useState } from 'react';
import { isActive } from '../../api/queries.ts';
import type { Generation } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';

/** Says aloud each picture that starts and how it ended; steps in between would only disturb. */
export function RunAnnouncer({ newest }: { newest: Generation | undefined }) {
  const [followed, setFollowed] = useState<string | null>(null);
  // Only the end of what was seen running is news; an old generation is not.
  if (newest !== undefined && isActive(newest.status) && followed !== newest.id) setFollowed(newest.id);
  return <output className="sr-only">{newest !== undefined && newest.id === followed ? spokenState(newest) : ''}</output>;
}

function spokenState(generation: Generation): string {
  const t = messages.create;
  if (isActive(generation.status))
    return t.making(Math.min(generation.images.length + 1, generation.imagesRequested), generation.imagesRequested);
  return t.finished(messages.pictures(generation.images.length), messages.credits(formatCredits(generation.charged)));
}
