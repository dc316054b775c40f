import { Link } from '@tanstack/react-router';
import { messages } from '../messages/index.ts';
import { buttonClasses } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';

/** An address that leads nowhere. */
export function NotFoundPage() {
  usePageTitle(messages.shell.notFoundTitle);
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center">
      <EmptyState title={messages.shell.notFoundTitle} text={messages.shell.notFoundText}>
        <Link to="/" className={buttonClasses('action')}>
          {messages.shell.notFoundAction}
        </Link>
      </EmptyState>
    </main>
  );
}
