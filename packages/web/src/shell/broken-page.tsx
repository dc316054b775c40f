import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isAway } from '../api/problem.ts';
import { messages } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';

const RETRY_MS = 4000;

/** A page that could not be shown. While the server is away it tries again by itself. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  usePageTitle(messages.shell.brokenTitle);
  const router = useRouter();
  const away = isAway(error);
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => void router.invalidate(), RETRY_MS);
    return () => clearInterval(timer);
  }, [away, router]);
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center">
      <EmptyState title={messages.shell.brokenTitle} text={away ? messages.shell.unavailable : messages.shell.brokenText}>
        <Button
          look="action"
          onClick={() => {
            // A file of the page may be gone after an update of the server; only a fresh load brings the new one.
            if (!away) window.location.reload();
            reset();
            void router.invalidate();
          }}
        >
          {messages.retry}
        </Button>
      </EmptyState>
    </main>
  );
}
