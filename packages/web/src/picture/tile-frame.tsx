import type { ReactNode } from 'react';
import { classes } from '../parts/classes.ts';

/** The height that a row of pictures starts from, in pixels; rows then grow to fill the width. */
const ROW_HEIGHT = 'var(--row)';

/**
 * One place in a row of pictures, uncropped. Width and growth follow the shape of the picture, so all in a row end up equally high.
 */
export function TileFrame({
  width,
  height,
  className,
  children,
}: {
  width: number;
  height: number;
  className?: string;
  children?: ReactNode;
}) {
  const ratio = width / height;
  return (
    <div
      className={classes('relative mb-3 min-w-0 overflow-hidden rounded-md bg-sunken', className)}
      style={{ flexGrow: ratio, flexShrink: 1, flexBasis: `calc(${ratio} * ${ROW_HEIGHT})`, aspectRatio: `${width} / ${height}` }}
    >
      {children}
    </div>
  );
}
