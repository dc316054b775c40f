import { groupAddress } from '../format/address.ts';
import { classes } from './classes.ts';

/** An address in groups of four, with three of them emphasised for comparing. */
export function GroupedAddress({ address, className }: { address: string; className?: string }) {
  return (
    <span data-address={address} className={classes('flex flex-wrap gap-x-2 font-mono', className)}>
      {groupAddress(address).map((group, index) => (
        // The groups of one address keep their places, so the index is their identity.
        <span key={index} className={group.emphasised ? 'font-semibold' : 'text-muted'}>
          {group.text}
        </span>
      ))}
    </span>
  );
}
