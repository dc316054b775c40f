import { useEffect, useRef } from 'react';
import { messages } from '../messages/index.ts';
import { Button } from './button.tsx';

interface LoadMoreProps {
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
  label?: string;
  /** loads by itself when it comes near the view */
  automatic?: boolean;
}

/** The end of a list that has more: a button, which scrolling presses. */
export function LoadMore({ hasMore, isLoading, onMore, label = messages.more, automatic = false }: LoadMoreProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const end = ref.current;
    if (!automatic || !hasMore || isLoading || end === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore();
      },
      { rootMargin: '600px' },
    );
    observer.observe(end);
    return () => observer.disconnect();
  }, [automatic, hasMore, isLoading, onMore]);
  if (!hasMore) return null;
  return (
    <div ref={ref} className="flex justify-center py-4">
      <Button size="small" onClick={onMore} disabled={isLoading}>
        {isLoading ? `${messages.loading}…` : label}
      </Button>
    </div>
  );
}
