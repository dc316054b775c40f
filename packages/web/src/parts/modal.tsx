import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { classes } from './classes.ts';

interface ModalProps {
  label: string;
  onClose: () => void;
  /** the id of what gets the focus where the dialog's own opener has gone */
  focusAfter?: string;
  className?: string;
  children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, closes on Escape, makes the rest inert and gives the focus back.
 * A click beside the content closes it too.
 */
export function Modal({ label, onClose, focusAfter, className, children }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const onCloseNow = useEffectEvent(onClose);
  const focusAfterNow = useEffectEvent(() => (focusAfter === undefined ? null : document.getElementById(focusAfter)));
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    const closeBeside = (event: MouseEvent) => {
      if (event.target === dialog) onCloseNow();
    };
    dialog?.addEventListener('click', closeBeside);
    return () => {
      dialog?.removeEventListener('click', closeBeside);
      dialog?.close();
      const after = before?.isConnected === true ? before : focusAfterNow();
      if (after instanceof HTMLElement) after.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={classes('m-auto max-h-dvh max-w-full bg-surface p-0 text-text', className)}
    >
      {children}
    </dialog>
  );
}
