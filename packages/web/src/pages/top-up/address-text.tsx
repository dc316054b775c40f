import { groupAddress } from '../../format/address.ts';
import { messages } from '../../messages/index.ts';

/** The address in groups of four, with three of them emphasised for comparing. */
export function AddressText({ address }: { address: string }) {
  const id = 'deposit-address';
  return (
    <div className="mt-1.5 mb-3">
      <span id={id} className="sr-only">
        {messages.invoice.addressLabel}
      </span>
      <p aria-labelledby={id} data-address={address} className="flex flex-wrap gap-x-2 font-mono text-[0.8125rem] leading-6">
        {groupAddress(address).map((group, index) => (
          // The groups of one address keep their places, so the index is their identity.
          <span key={index} className={group.emphasised ? 'font-semibold' : 'text-muted'}>
            {group.text}
          </span>
        ))}
      </p>
      <p className="text-xs text-muted">{messages.invoice.addressHint}</p>
    </div>
  );
}
