import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';

/** Said where one is to pay on a network that cannot be seen just now. */
export function NetworkDown() {
  return (
    <p role="status" className="mb-4 flex items-start gap-2.5 rounded-md bg-warning-soft p-3">
      <span className="text-warning">
        <Icon name="cloud" />
      </span>
      <span>{messages.payment.networkDown}</span>
    </p>
  );
}
