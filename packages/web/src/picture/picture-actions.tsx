import { useNavigate } from '@tanstack/react-router';
import type { Image } from '../api/sdk.ts';
import { messages } from '../messages/index.ts';
import { Button, buttonClasses } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { changeSettings } from '../pages/create/settings-store.ts';

/** What can be done with a picture: keep the file, or start from its settings. */
export function PictureActions({ image }: { image: Image }) {
  const navigate = useNavigate();
  return (
    <div className="flex flex-col gap-2 border-t border-line p-4 px-5 pb-[calc(16px+env(safe-area-inset-bottom))]">
      <a href={image.fileUrl} download={`${image.id}.png`} className={buttonClasses('action')}>
        <Icon name="download" size={18} />
        {messages.gallery.download}
      </a>
      <Button
        onClick={() => {
          const { prompt, negativePrompt, model, width, height, steps, seed } = image;
          changeSettings({ prompt, negativePrompt, model, width, height, steps, seed, images: 1 });
          void navigate({ to: '/', search: {} });
        }}
      >
        <Icon name="reuse" size={18} />
        {messages.gallery.useSettings}
      </Button>
    </div>
  );
}
