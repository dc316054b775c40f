import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery } from '../api/queries.ts';
import { messages } from '../messages/index.ts';
import { classes } from '../parts/classes.ts';
import { Icon } from '../parts/icon.tsx';
import { OPERATOR_PLACES, PLACES } from './navigation.ts';

/** The navigation of a phone, where the thumb is. */
export function BottomNavigation() {
  const me = useQuery(meQuery);
  const isOperator = me.data?.role === 'operator';
  const operatorPlaces = isOperator ? OPERATOR_PLACES : [];
  return (
    <nav
      aria-label={messages.shell.mainNavigation}
      className="fixed inset-x-0 bottom-0 z-20 flex h-[calc(56px+env(safe-area-inset-bottom))] overflow-x-auto border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {[...PLACES, ...operatorPlaces, { to: '/account', label: messages.shell.account, icon: 'account' } as const].map((place) => (
        <Link
          key={place.to}
          to={place.to}
          activeOptions={{ exact: place.to === '/' }}
          className={classes(
            'flex flex-1 flex-col items-center justify-center gap-0.5 leading-4 font-semibold text-muted aria-[current=page]:text-action',
            // Eight places in the width of a phone; on a narrow one they scroll.
            isOperator ? 'min-w-12 text-[0.625rem] tracking-tight' : 'text-[0.6875rem]',
          )}
        >
          <Icon name={place.icon} />
          {place.label}
        </Link>
      ))}
    </nav>
  );
}
