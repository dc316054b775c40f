import { useState } from 'react';
import type { Image } from '../api/sdk.ts';

/** The whole picture as large as there is room; the small one stands in until it has arrived. */
export function LargePicture({ image }: { image: Image }) {
  const [isLoaded, setLoaded] = useState(false);
  return (
    <div className="relative overflow-hidden bg-line bg-cover lg:rounded-sm" style={{ backgroundImage: `url("${image.thumbnailUrl}")` }}>
      <img
        src={image.fileUrl}
        alt={image.prompt}
        width={image.width}
        height={image.height}
        onLoad={() => setLoaded(true)}
        className={`block h-auto max-h-[68dvh] w-auto max-w-full transition-opacity duration-200 lg:max-h-[calc(100dvh-98px)] ${isLoaded ? '' : 'opacity-0'}`}
      />
    </div>
  );
}
