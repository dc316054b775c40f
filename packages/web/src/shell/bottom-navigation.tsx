import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery } from '../api/queries.ts';
import { messages } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { OPERATOR_PLACES, PLACES } from './navigation.ts';

/** The navigation of a phone, where the thumb is. */
export function BottomNavigation() {
  const me = useQuery(meQuery);
  const operatorPlaces = me.data?.role === 'operator' ? OPERATOR_PLACES : [];
  return (
    <nav
      aria-label={messages.shell.mainNavigation}
      className="fixed inset-x-0 bottom-0 z-20 flex h-[calc(56px+env(safe-area-inset-bottom))] border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {[...PLACES, ...operatorPlaces, { to: '/account', label: messages.shell.account, icon: 'account' } as const].map((place) => (
        <Link
          key={place.to}
          to={place.to}
          activeOptions={{ exact: place.to === '/' }}
          className="flex flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] leading-4 font-semibold text-muted aria-[current=page]:text-action"
        >
          <Icon name={place.icon} />
          {place.label}
        </Link>
      ))}
    </nav>
  );
}
