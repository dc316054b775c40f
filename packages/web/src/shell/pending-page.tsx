import { Loading } from '../parts/loading.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** Shown while the file of a page arrives on a slow line. */
export function PendingPage() {
  return (
    <Loading className="mx-auto w-full max-w-[960px] px-4 py-12">
      <Skeleton className="mb-6 h-10 w-48" />
      <Skeleton className="h-64 w-full rounded-lg" />
    </Loading>
  );
}
