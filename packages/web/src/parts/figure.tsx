import { Fragment } from 'react';

const NARROW_SPACE = '\u202f';

/** A large figure. The narrow space of display faces is too narrow between thousands, so a little room is added; the text stays the same. */
export function Figure({ children }: { children: string }) {
  const groups = children.split(NARROW_SPACE);
  return (
    <span className="whitespace-nowrap tabular-nums">
      {groups.map((group, index) => (
        // The groups of one figure keep their places, so the index is their identity.
        <Fragment key={index}>{index === 0 ? group : <span className="ml-[0.09em]">{NARROW_SPACE + group}</span>}</Fragment>
      ))}
    </span>
  );
}
