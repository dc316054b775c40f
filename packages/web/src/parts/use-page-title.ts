import { useEffect } from 'react';
import { messages } from '../messages/index.ts';

/** Names the browser tab after the page. */
export function usePageTitle(page: string): void {
  useEffect(() => {
    document.title = messages.title(page);
  }, [page]);
}
