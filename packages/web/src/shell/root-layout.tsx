import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { messages } from '../messages/index.ts';

/** The frame of every page: the skip link, and the focus and a spoken title after each change of page. */
export function RootLayout() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const firstPath = useRef<string | undefined>(undefined);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    if (path === undefined) return;
    if (firstPath.current === undefined) {
      firstPath.current = path;
      return;
    }
    // The new page has set the title by the next frame.
    const frame = requestAnimationFrame(() => {
      document.getElementById('main')?.focus({ preventScroll: true });
      setSpoken(document.title);
    });
    return () => cancelAnimationFrame(frame);
  }, [path]);
  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-action px-4 py-3 font-semibold text-on-action focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {messages.shell.skip}
      </a>
      <Outlet />
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </>
  );
}
