import { messages } from '../../messages/index.ts';
import { PlaceLinks } from '../../parts/place-links.tsx';

/** The ways from the desk to what has a page of its own. */
export function DeskLinks() {
  const { proofsDesk, sweepsDesk } = messages;
  return (
    <PlaceLinks
      label={messages.paymentsDesk.title}
      className="gap-5"
      places={[
        { to: '/payments-desk/proofs', title: proofsDesk.title, text: proofsDesk.cardText },
        { to: '/payments-desk/sweeps', title: sweepsDesk.title, text: sweepsDesk.cardText },
      ]}
    />
  );
}
