/** The strokes of each icon on a field of 20 by 20. */
const PATHS = {
  create: 'M10 3.5v2.2M10 14.3v2.2M3.5 10h2.2M14.3 10h2.2M5.4 5.4 7 7M13 13l1.6 1.6M14.6 5.4 13 7M7 13l-1.6 1.6M10 8v4M8 10h4',
  gallery: 'M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2zM3.8 14l4-4.2 3 3 2.2-2 3.2 3.2M13 7.3h.01',
  wallet:
    'M4.5 5.5h9.8a1.7 1.7 0 0 1 1.7 1.7v7.1a1.7 1.7 0 0 1-1.7 1.7H5.7A1.7 1.7 0 0 1 4 14.3V5.2A1.7 1.7 0 0 1 5.7 3.5H13v2M12.8 10.8h.01',
  books: 'M10 5.6C8.4 4.4 6.3 4 3.5 4v11c2.8 0 4.9.4 6.5 1.6 1.6-1.2 3.7-1.6 6.5-1.6V4c-2.8 0-4.9.4-6.5 1.6ZM10 5.6v11',
  price: 'M10.6 3.5H15a1.5 1.5 0 0 1 1.5 1.5v4.4L9.6 16.3a1.5 1.5 0 0 1-2.1 0l-3.8-3.8a1.5 1.5 0 0 1 0-2.1ZM13.3 6.7h.01',
  offers:
    'M4.5 9.5v5.3a1.2 1.2 0 0 0 1.2 1.2h8.6a1.2 1.2 0 0 0 1.2-1.2V9.5M3.5 6.5h13v3h-13zM10 6.5V16M10 6.3C8.6 6.3 7 5.6 7 4.6c0-1.6 2.6-1.3 3 1.7.4-3 3-3.3 3-1.7 0 1-1.6 1.7-3 1.7Z',
  payments: 'M3.5 9.5v5a1.5 1.5 0 0 0 1.5 1.5h10a1.5 1.5 0 0 0 1.5-1.5v-5M3.5 11.5h3.2l1 1.8h4.6l1-1.8h3.2M10 3.5v6M7.3 7 10 9.7 12.7 7',
  up: 'm5 12.5 5-5 5 5',
  account: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.7-2.6 3-4 6-4s5.3 1.4 6 4',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  copy: 'M7.5 7.5v-2a1.5 1.5 0 0 1 1.5-1.5h5.5A1.5 1.5 0 0 1 16 5.5V11a1.5 1.5 0 0 1-1.5 1.5h-2M5.5 7.5H11A1.5 1.5 0 0 1 12.5 9v5.5A1.5 1.5 0 0 1 11 16H5.5A1.5 1.5 0 0 1 4 14.5V9a1.5 1.5 0 0 1 1.5-1.5Z',
  dice: 'M4 6a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM7.3 7.3h.01M12.7 7.3h.01M10 10h.01M7.3 12.7h.01M12.7 12.7h.01',
  locked:
    'M5 10.2A1.2 1.2 0 0 1 6.2 9h7.6a1.2 1.2 0 0 1 1.2 1.2v5.1a1.2 1.2 0 0 1-1.2 1.2H6.2A1.2 1.2 0 0 1 5 15.3zM7 9V6.5a3 3 0 0 1 6 0V9',
  unlocked:
    'M5 10.2A1.2 1.2 0 0 1 6.2 9h7.6a1.2 1.2 0 0 1 1.2 1.2v5.1a1.2 1.2 0 0 1-1.2 1.2H6.2A1.2 1.2 0 0 1 5 15.3zM7 9V6.3A3 3 0 0 1 12.8 5.3',
  down: 'm5 7.5 5 5 5-5',
  left: 'm12 4.5-5.5 5.5 5.5 5.5',
  right: 'm8 4.5 5.5 5.5L8 15.5',
  download: 'M10 3.5v9M6.3 9 10 12.7 13.7 9M4 16.5h12',
  reuse: 'M4.5 9.5A5.5 5.5 0 0 1 14.3 6.2L16 8M16 4v4h-4M15.5 10.5a5.5 5.5 0 0 1-9.8 3.3L4 12M4 16v-4h4',
  clock: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 6.5V10l2.3 1.8',
  warning: 'M10 3.8 17 15.8H3zM10 8.5v3M10 13.6h.01',
  info: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 9.2v4M10 6.8h.01',
  external: 'M8 5H5.5A1.5 1.5 0 0 0 4 6.5v8A1.5 1.5 0 0 0 5.5 16h8a1.5 1.5 0 0 0 1.5-1.5V12M11 4h5v5M16 4l-7 7',
  key: 'M12.8 11.3a4 4 0 1 0-3.9-3L4 13.2V16h2.8v-1.8h1.8v-1.8l1.3-1.3c.8.3 1.9.4 2.9.2ZM13 7h.01',
  cloud: 'M4 4l12 12M6.5 15h8.3M16.3 12.4A3.2 3.2 0 0 0 14 8.6 4.6 4.6 0 0 0 9.5 5M6.6 7.3A4.5 4.5 0 0 0 6 9a3 3 0 0 0 .5 6',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon; always beside or instead of a text that says the same, so it is hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="shrink-0"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
