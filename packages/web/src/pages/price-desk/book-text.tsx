import { useEffect, useMemo, useRef } from 'react';
import type { BookProblem } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { classes } from '../../parts/classes.ts';

interface BookTextProps {
  text: string;
  problems: readonly BookProblem[];
  /** a line to go to, and how often that was asked */
  target: { readonly line: number; readonly asked: number } | null;
  onChange: (text: string) => void;
}

/** As in the classes of the lines below: each is 20 pixels high. */
const lineHeight = 20;

/** The price book as text, with numbered lines; what is wrong stands behind the line that it is about. */
export function BookText({ text, problems, target, onChange }: BookTextProps) {
  const t = messages.priceDesk;
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = useMemo(() => text.split('\n'), [text]);
  const byLine = useMemo(() => new Map(problems.toReversed().map((problem) => [problem.line, problem.message])), [problems]);
  useEffect(() => {
    const area = field.current;
    if (target === null || area === null) return;
    const before = area.value.split('\n').slice(0, target.line - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, start + (area.value.split('\n')[target.line - 1] ?? '').length);
    scroller.current?.scrollTo({ top: Math.max(0, (target.line - 6) * lineHeight) });
    scroller.current?.scrollIntoView({ block: 'nearest' });
  }, [target]);
  const isWrong = problems.length > 0;
  return (
    <div>
      <div
        ref={scroller}
        className={classes(
          'max-h-[72vh] scroll-mt-36 overflow-auto [scrollbar-width:thin] rounded-lg border bg-sunken font-mono text-[0.8125rem] leading-5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-action',
          isWrong ? 'border-danger' : 'border-line',
        )}
      >
        <div className="flex min-h-full w-max min-w-full">
          <div aria-hidden="true" className="sticky left-0 z-10 border-r border-line bg-sunken py-3 text-right text-muted select-none">
            {lines.map((_, index) => (
              // The number of a line is what it is.
              <div key={index} className={classes('h-5 px-2.5', byLine.has(index + 1) && 'bg-danger-soft font-semibold text-danger')}>
                {index + 1}
              </div>
            ))}
          </div>
          <div className="relative flex-1">
            <div aria-hidden="true" className="py-3 pr-6 pl-3">
              {lines.map((line, index) => (
                <div key={index} className={classes('h-5 whitespace-pre', byLine.has(index + 1) && '-mr-6 -ml-3 bg-danger-soft pl-3')}>
                  <span className="invisible">{line}</span>
                  {byLine.has(index + 1) && <span className="pr-6 pl-4 font-sans text-xs text-danger">{byLine.get(index + 1)}</span>}
                </div>
              ))}
            </div>
            <textarea
              ref={field}
              aria-label={t.textLabel}
              aria-describedby="book-text-hint"
              aria-invalid={isWrong ? true : undefined}
              value={text}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="none"
              wrap="off"
              onChange={(event) => onChange(event.target.value)}
              className="absolute inset-0 size-full resize-none overflow-hidden bg-transparent py-3 pl-3 whitespace-pre outline-none"
            />
          </div>
        </div>
      </div>
      <p id="book-text-hint" className="mt-1.5 text-xs text-muted">
        {t.textHint}
      </p>
    </div>
  );
}
