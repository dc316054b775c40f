import { useEffect, useState } from 'react';
import { messages } from '../messages/index.ts';
import { Button, type ButtonLook } from './button.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

const SHOWN_MS = 1800;

/** Copies a text and says so for a moment, without changing its width. */
export function CopyButton({
  text,
  label,
  name,
  look = 'outline',
  className,
}: {
  text: string;
  label: string;
  /** what it is called where the label alone does not say it */
  name?: string;
  look?: ButtonLook;
  className?: string;
}) {
  const [copiedAt, setCopiedAt] = useState<number | null>(null);
  useEffect(() => {
    if (copiedAt === null) return;
    const timer = setTimeout(() => setCopiedAt(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copiedAt]);
  const copied = copiedAt !== null;
  return (
    <Button
      look={look}
      size="small"
      aria-label={name}
      className={classes('gap-1.5! px-2! text-[0.8125rem]', className)}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopiedAt(Date.now()),
          // Copying needs a secure page; the text itself can be selected instead.
          () => setCopiedAt(null),
        );
      }}
    >
      <Icon name={copied ? 'check' : 'copy'} size={16} />
      <span className="grid">
        <span className={copied ? 'invisible [grid-area:1/1]' : '[grid-area:1/1]'}>{label}</span>
        <span aria-hidden={!copied} className={copied ? '[grid-area:1/1]' : 'invisible [grid-area:1/1]'}>
          {messages.copied}
        </span>
      </span>
      <output className="sr-only">{copied ? messages.copied : ''}</output>
    </Button>
  );
}
