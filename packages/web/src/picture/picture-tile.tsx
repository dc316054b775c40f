import { Link } from '@tanstack/react-router';
import type { Image } from '../api/sdk.ts';
import { formatCredits } from '../format/credits.ts';
import { messages } from '../messages/index.ts';

interface PictureTileProps {
  image: Image;
  /** the page that opens the picture */
  page: '/' | '/gallery';
  /** a small picture to show until this one has arrived */
  preview?: string | undefined;
  isEager?: boolean;
}

/** A finished picture; opens large. Its prompt and cost show on hover and focus. */
export function PictureTile({ image, page, preview, isEager = false }: PictureTileProps) {
  return (
    <Link
      to={page}
      search={{ picture: image.id }}
      resetScroll={false}
      aria-label={messages.gallery.open(image.prompt)}
      data-picture={image.id}
      className="group absolute inset-0 block rounded-md bg-cover bg-center focus-visible:-outline-offset-4"
      style={preview === undefined ? {} : { backgroundImage: `url("${preview}")` }}
    >
      <img
        src={image.thumbnailUrl}
        alt=""
        width={image.width}
        height={image.height}
        loading={isEager ? 'eager' : 'lazy'}
        decoding="async"
        className="size-full object-cover"
      />
      <span className="absolute inset-x-0 bottom-0 flex items-end gap-3 bg-linear-to-t from-[rgb(0_0_0/0.78)] to-transparent px-3 pt-10 pb-2.5 text-xs text-[#fff] opacity-0 transition-opacity duration-150 group-hover:opacity-100 group-focus-visible:opacity-100">
        <span className="line-clamp-2 min-w-0 flex-1">{image.prompt}</span>
        <span className="shrink-0">{messages.credits(formatCredits(image.cost))}</span>
      </span>
    </Link>
  );
}
