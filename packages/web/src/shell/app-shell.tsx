import { Outlet } from '@tanstack/react-router';
import { useLiveUpdates } from '../api/live-updates.ts';
import { AlertNotices } from './alert-notices.tsx';
import { BottomNavigation } from './bottom-navigation.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';

/** The signed-in part of the screen: header with the balance, the page, and on a phone the navigation at the bottom. */
export function AppShell() {
  useLiveUpdates();
  return (
    <div className="flex min-h-dvh flex-col pb-[calc(56px+env(safe-area-inset-bottom))] md:pb-0">
      <Header />
      <ConnectionBanner />
      <AlertNotices />
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col">
        <Outlet />
      </main>
      <BottomNavigation />
    </div>
  );
}
