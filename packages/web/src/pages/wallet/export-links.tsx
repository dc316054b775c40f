import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';

/** The whole statement as a file, with the mark by which spreadsheets know UTF-8. Plain links: the browser saves what comes, however long. */
export function ExportLinks() {
  const t = messages.reports.exports;
  return (
    <span className="flex gap-3 text-xs">
      {(['csv', 'json'] as const).map((format) => (
        <a
          key={format}
          href={`/v1/statement/export?format=${format}&mark=true`}
          download
          aria-label={t.label[format]}
          className="-my-2 flex items-center gap-1 py-2 font-semibold text-action hover:underline"
        >
          <Icon name="download" size={14} />
          {t.name[format]}
        </a>
      ))}
    </span>
  );
}
