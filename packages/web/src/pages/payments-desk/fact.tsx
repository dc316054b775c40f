import type { ReactNode } from 'react';
import { shortenHash } from '../../format/address.ts';
import { messages } from '../../messages/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';

/** One thing that is known of a line of the desk. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="flex h-7 items-center">{children}</dd>
    </div>
  );
}

/** Something long: enough of it to recognise it, and all of it to take along. */
export function CopiedFact({ name, text }: { name: string; text: string }) {
  const short = shortenHash(text);
  return (
    <Fact name={name}>
      <span title={text}>
        <CopyButton
          text={text}
          label={short}
          name={messages.paymentsDesk.copy(name, short)}
          look="quiet"
          className="-ml-2 h-7! font-mono text-xs! text-text!"
        />
      </span>
    </Fact>
  );
}
