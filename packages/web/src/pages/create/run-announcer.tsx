import { useEffect, useRef, useState } from 'react';
import { isActive } from '../../api/queries.ts';
import type { Generation } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';

/** Says aloud each picture that starts and how it ended; steps in between would only disturb. */
export function RunAnnouncer({ newest }: { newest: Generation | undefined }) {
  const followed = useRef<string | null>(null);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    if (newest === undefined) return;
    if (isActive(newest.status)) {
      followed.current = newest.id;
      setSpoken(messages.create.making(Math.min(newest.images.length + 1, newest.imagesRequested), newest.imagesRequested));
    } else if (followed.current === newest.id) {
      followed.current = null;
      setSpoken(messages.create.finished(messages.pictures(newest.images.length), messages.credits(formatCredits(newest.charged))));
    }
  }, [newest]);
  return (
    <p role="status" className="sr-only">
      {spoken}
    </p>
  );
}
