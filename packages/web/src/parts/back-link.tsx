import { Link, type LinkProps } from '@tanstack/react-router';
import { Icon } from './icon.tsx';

/** The way back to the page that this one belongs to. */
export function BackLink({ to, children }: { to: NonNullable<LinkProps['to']>; children: string }) {
  return (
    <Link to={to} className="mb-2 -ml-1 inline-flex h-8 items-center gap-0.5 text-xs font-semibold text-muted hover:text-text">
      <Icon name="left" size={16} />
      {children}
    </Link>
  );
}
