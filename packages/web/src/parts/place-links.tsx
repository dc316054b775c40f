import { Link, type LinkProps } from '@tanstack/react-router';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

interface Place {
  to: NonNullable<LinkProps['to']>;
  title: string;
  text: string;
}

/** The ways from a page to those that belong to it. */
export function PlaceLinks({ label, places, className }: { label: string; places: readonly Place[]; className: string }) {
  return (
    <nav aria-label={label} className={classes('grid md:grid-cols-2', className)}>
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          className="flex items-center gap-3 rounded-lg border border-line bg-surface px-5 py-3.5 transition-colors hover:border-edge hover:bg-sunken"
        >
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{place.title}</span>
            <span className="block text-xs text-muted">{place.text}</span>
          </span>
          <span className="text-muted">
            <Icon name="right" size={16} />
          </span>
        </Link>
      ))}
    </nav>
  );
}
