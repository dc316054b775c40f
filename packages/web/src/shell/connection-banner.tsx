import { useQuery } from '@tanstack/react-query';
import { isAway } from '../api/problem.ts';
import { useConnection, useOnline } from '../api/connection.ts';
import { balanceQuery } from '../api/queries.ts';
import { messages } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';

/** One quiet line while the way to the server is broken: offline, server away, or only the live updates paused. */
export function ConnectionBanner() {
  const isOnline = useOnline();
  const connection = useConnection();
  const balance = useQuery(balanceQuery);
  const serverAway = balance.isError && isAway(balance.error);
  const text = !isOnline
    ? messages.shell.offline
    : serverAway
      ? messages.shell.unavailable
      : connection === 'reconnecting'
        ? messages.shell.reconnectingDetail
        : null;
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-16 z-30 flex justify-center px-4 lg:top-auto lg:right-6 lg:bottom-6 lg:left-auto lg:px-0"
    >
      {text !== null && (
        <p className="pointer-events-auto flex max-w-md animate-appear items-center gap-2.5 rounded-lg border border-line bg-surface px-4 py-2.5 text-xs shadow-float">
          {isOnline && !serverAway ? (
            <span className="size-3.5 shrink-0 animate-turn rounded-full border-2 border-edge border-t-action" />
          ) : (
            <span className="text-warning">
              <Icon name="cloud" size={18} />
            </span>
          )}
          <span>
            {isOnline && !serverAway && <b className="font-semibold">{messages.shell.reconnecting} </b>}
            {text}
          </span>
        </p>
      )}
    </div>
  );
}
