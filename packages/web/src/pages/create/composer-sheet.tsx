import type { ReactNode } from 'react';
import { messages } from '../../messages/index.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { Modal } from '../../parts/modal.tsx';

/** On a phone the form is a sheet over the stream. */
export function ComposerSheet({ onClose, foot, children }: { onClose: () => void; foot: ReactNode; children: ReactNode }) {
  return (
    <Modal
      label={messages.create.openSheet}
      onClose={onClose}
      className="mt-auto mb-0 w-full max-w-[640px] animate-rise rounded-t-[16px] border-t border-line sm:mb-auto sm:rounded-lg"
    >
      <div className="flex max-h-[calc(100dvh-40px)] flex-col">
        <div className="flex items-center justify-between border-b border-line py-1.5 pr-2 pl-4">
          <h2 className="font-semibold">{messages.create.openSheet}</h2>
          <IconButton icon="close" label={messages.close} onClick={onClose} className="size-11!" />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4">{children}</div>
        <div className="border-t border-line px-4 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))]">{foot}</div>
      </div>
    </Modal>
  );
}
