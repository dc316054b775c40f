import { messages } from '../../../messages/index.ts';
import { buttonClasses } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';

/** A plain link: the browser saves the file, also long after it was made, and without what was called off since. */
export function DownloadLink({ exportId, name }: { exportId: string; name?: string }) {
  return (
    <a href={`/v1/payout-exports/${exportId}/payouts.csv`} download aria-label={name} className={buttonClasses('outline', 'small')}>
      <Icon name="download" size={16} />
      {messages.payoutsDesk.download}
    </a>
  );
}
