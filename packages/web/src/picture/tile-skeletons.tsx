import { Loading } from '../parts/loading.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { TileFrame } from './tile-frame.tsx';
import { TileRows } from './tile-rows.tsx';

const PLACES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Rows of empty places while pictures are listed. */
export function TileSkeletons() {
  return (
    <Loading>
      <Skeleton className="mb-3 h-7 w-28" />
      <TileRows>
        {PLACES.map((place) => (
          <TileFrame key={place} width={1} height={1}>
            <Skeleton className="absolute inset-0" />
          </TileFrame>
        ))}
      </TileRows>
    </Loading>
  );
}
