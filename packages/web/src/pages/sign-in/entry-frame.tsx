import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import art from './ridges.svg';
import { messages } from '../../messages/index.ts';

/** The frame of signing in and up: a picture and the promise beside the form. */
export function EntryFrame({ title, foot, children }: { title: string; foot: ReactNode; children: ReactNode }) {
  const t = messages.signIn;
  return (
    <div className="grid min-h-dvh max-lg:grid-rows-[auto_1fr] lg:grid-cols-[1.1fr_1fr]">
      <div className="relative overflow-hidden bg-[#14202c] max-lg:h-36">
        <img src={art} alt="" className="absolute inset-0 size-full object-cover object-bottom" />
        <div className="relative flex h-full flex-col justify-between p-6 text-[#f4efe4] lg:p-12">
          <p className="flex items-center gap-2.5">
            <svg width="24" height="24" viewBox="0 0 20 20" aria-hidden="true">
              <circle cx="10" cy="10" r="9" fill="#4fc09a" />
              <ellipse cx="11.4" cy="10" rx="5" ry="6.6" fill="#0f1c26" />
            </svg>
            <span className="font-serif text-[1.75rem] leading-none">{messages.product}</span>
          </p>
          <p className="max-w-md font-serif text-[1.875rem] leading-9 max-lg:hidden">{t.lead}</p>
        </div>
      </div>
      <main id="main" tabIndex={-1} className="flex items-start justify-center px-5 py-10 lg:items-center">
        <div className="w-full max-w-[400px]">
          <h1 className="mb-6 font-serif text-display">{title}</h1>
          {children}
          <p className="mt-6 text-muted">{foot}</p>
          <p className="mt-2">
            <Link to="/prices" className="font-semibold text-action hover:underline">
              {messages.prices.link}
            </Link>
          </p>
        </div>
      </main>
    </div>
  );
}
