import { messages } from '../../messages/index.ts';
import { GroupedAddress } from '../../parts/grouped-address.tsx';

/** The address in groups of four, with three of them emphasised for comparing. */
export function AddressText({ address }: { address: string }) {
  const id = 'deposit-address';
  return (
    <div className="mt-1.5 mb-3">
      <span id={id} className="sr-only">
        {messages.invoice.addressLabel}
      </span>
      <p aria-labelledby={id}>
        <GroupedAddress address={address} className="text-[0.8125rem] leading-6" />
      </p>
      <p className="text-xs text-muted">{messages.invoice.addressHint}</p>
    </div>
  );
}
