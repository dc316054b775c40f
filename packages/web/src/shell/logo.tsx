import { Link } from '@tanstack/react-router';
import { messages } from '../messages/index.ts';

/** The mark and the name, leading to Create. */
export function Logo() {
  return (
    <Link to="/" aria-label={messages.shell.home} className="flex items-center gap-2 rounded-sm">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="9" fill="var(--action)" />
        <ellipse cx="11.4" cy="10" rx="5" ry="6.6" fill="var(--surface)" />
      </svg>
      <span className="font-serif text-[1.4375rem] leading-none">{messages.product}</span>
    </Link>
  );
}
