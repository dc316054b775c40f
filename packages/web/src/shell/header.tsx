import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery } from '../api/queries.ts';
import { messages } from '../messages/index.ts';
import { classes } from '../parts/classes.ts';
import { BalancePill } from './balance-pill.tsx';
import { Logo } from './logo.tsx';
import { OPERATOR_PLACES, PLACES } from './navigation.ts';

/** The bar at the top: where one is, what one has, and how to get more. */
export function Header() {
  const me = useQuery(meQuery);
  const isOperator = me.data?.role === 'operator';
  const places = isOperator ? [...PLACES, ...OPERATOR_PLACES] : PLACES;
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-surface px-4 md:px-5">
      <Logo />
      {me.data?.sandbox === true && (
        <span
          title={messages.shell.sandboxDetail}
          className={classes(
            'ml-1 rounded-full border border-line px-2 py-px text-xs text-muted',
            isOperator ? 'max-lg:hidden' : 'max-sm:hidden',
          )}
        >
          {messages.shell.sandbox}
        </span>
      )}
      <nav
        aria-label={messages.shell.mainNavigation}
        className={classes('ml-5 flex gap-1 max-md:hidden', isOperator && 'max-lg:ml-3 max-lg:gap-0')}
      >
        {places.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            activeOptions={{ exact: place.to === '/' }}
            className={classes(
              'rounded-md px-3 py-1.5 font-semibold text-muted transition-colors hover:text-text aria-[current=page]:bg-sunken aria-[current=page]:text-text',
              // Seven places in the width of a tablet.
              isOperator && 'max-lg:px-1.5 max-lg:text-xs',
            )}
          >
            {place.label}
          </Link>
        ))}
      </nav>
      <div className="ml-auto flex items-center gap-4">
        <BalancePill />
        <Link
          to="/account"
          aria-label={messages.shell.account}
          title={me.data?.name ?? messages.shell.account}
          className="grid size-8 place-items-center rounded-full bg-soft text-xs font-semibold text-action transition-colors hover:bg-line max-md:hidden"
        >
          {initials(me.data?.name ?? '')}
        </Link>
      </div>
    </header>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toLocaleUpperCase())
    .join('');
}
