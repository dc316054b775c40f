import { messages } from '../../messages/index.ts';

export type QrContent = 'address' | 'link';

/** What the QR code holds: the bare address, which every wallet reads, or a link that fills in the amount too. */
export function QrToggle({ content, onChange }: { content: QrContent; onChange: (content: QrContent) => void }) {
  const t = messages.invoice;
  return (
    <fieldset className="flex rounded-full border border-line p-0.5 text-[0.71875rem] leading-4">
      <legend className="sr-only">{t.qrToggle}</legend>
      {(['address', 'link'] as const).map((one) => (
        <label
          key={one}
          className={`relative rounded-full px-2.5 py-1 ${one === content ? 'bg-soft font-semibold text-action' : 'text-muted hover:text-text'}`}
        >
          <input
            type="radio"
            name="qr-content"
            value={one}
            checked={one === content}
            onChange={() => onChange(one)}
            className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
          />
          {one === 'address' ? t.qrAddress : t.qrLink}
        </label>
      ))}
    </fieldset>
  );
}
