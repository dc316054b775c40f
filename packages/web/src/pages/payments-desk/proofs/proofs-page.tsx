import { messages } from '../../../messages/index.ts';
import { DeskPart } from '../desk-part.tsx';
import { ProofList } from './proof-list.tsx';
import { ProveCard } from './prove-card.tsx';

/** Where operators see that their addresses hold what is recorded. */
export function ProofsPage() {
  const t = messages.proofsDesk;
  return (
    <DeskPart title={t.title} lead={t.lead}>
      {(networks) => (
        <>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            {networks.map((network) => (
              <ProveCard key={network.id} network={network} />
            ))}
          </div>
          <ProofList networks={networks} />
        </>
      )}
    </DeskPart>
  );
}
