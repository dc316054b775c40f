import { useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { readProblem } from '../../api/problem.ts';
import { sdk, type Draft } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Choice } from '../../parts/choice.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { BookEditContext } from './book-edit.ts';
import { BookForm } from './book-form.tsx';
import { BookText } from './book-text.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { Earnings } from './earnings.tsx';
import { ProblemList } from './problem-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { Trial } from './trial.tsx';
import { useDraftEditor, type DraftEditor as Editor } from './use-draft-editor.ts';

interface DraftEditorProps {
  draft: Draft;
  /** reads the draft again, as it is by now */
  onReload: () => void;
}

type View = 'form' | 'text';

/** A draft with its two views, what is wrong with it, what it would cost and earn, and the way to publish it. */
export function DraftEditor({ draft, onReload }: DraftEditorProps) {
  const t = messages.priceDesk;
  const editor = useDraftEditor(draft);
  const { book, problems, change, isRight } = editor;
  const [view, setView] = useState<View>('form');
  const [target, setTarget] = useState<{ line: number; asked: number } | null>(null);
  const goTo = (line: number) => {
    setView('text');
    setTarget({ line, asked: (target?.asked ?? 0) + 1 });
  };
  const edit = useMemo(() => (book === undefined ? null : { book, problems, change }), [book, problems, change]);
  const title = typeof book?.['title'] === 'string' && book['title'] !== '' ? book['title'] : t.untitled;
  const right = isRight ? book : undefined;
  return (
    <>
      <h1 className="mb-4 font-serif text-display wrap-break-word">{title}</h1>
      <DraftActions editor={editor} draft={draft} title={title}>
        <ViewChoice view={view} onChoose={setView} />
      </DraftActions>
      {editor.save.isError &&
        (readProblem(editor.save.error).code === 'draft_changed' ? (
          <ConflictNotice book={book} onTakeTheirs={onReload} />
        ) : (
          <ProblemNotice error={editor.save.error} moneyFirst={t.nothingChanged} className="mb-5" />
        ))}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(320px,400px)]">
        <section aria-label={t.draft} className="min-w-0">
          {view === 'text' ? (
            <BookText text={editor.text} problems={problems} target={target} onChange={editor.setText} />
          ) : edit === null ? (
            <Card id="no-book">
              <p className="mb-4">{t.notABook}</p>
              <Button onClick={() => setView('text')}>{t.toText}</Button>
            </Card>
          ) : (
            <BookEditContext value={edit}>
              <BookForm />
            </BookEditContext>
          )}
        </section>
        <aside className="flex min-w-0 flex-col gap-5 lg:sticky lg:top-[124px] lg:max-h-[calc(100dvh-140px)] lg:overflow-y-auto lg:[scrollbar-width:thin]">
          <ProblemList check={editor.check} isChecking={editor.isChecking} onGoTo={goTo} />
          <Trial book={right} />
          <Earnings book={right} />
        </aside>
      </div>
    </>
  );
}

function ViewChoice({ view, onChoose }: { view: View; onChoose: (view: View) => void }) {
  const t = messages.priceDesk;
  return (
    <fieldset className="md:ml-auto">
      <legend className="sr-only">{t.view}</legend>
      <div className="grid w-56 grid-cols-2 gap-1.5">
        {(['form', 'text'] as const).map((each) => (
          <Choice key={each} name="view" value={each} checked={each === view} onChoose={() => onChoose(each)} className="py-2 text-center">
            {t[each]}
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

interface DraftActionsProps {
  editor: Editor;
  draft: Draft;
  title: string;
  /** at the end of the bar */
  children: ReactNode;
}

/** Save, publish, discard; and a question before what is not saved is left. */
function DraftActions({ editor, draft, title, children }: DraftActionsProps) {
  const t = messages.priceDesk;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'publish' | 'discard' | null>(null);
  const [isGone, setGone] = useState(false);
  const { book, text, problems, save, isDirty, isRight, revision } = editor;
  useBlocker({
    // oxlint-disable-next-line eslint/no-alert -- the browser's own question is the one that can hold back a navigation
    shouldBlockFn: () => isDirty && !isGone && !window.confirm(t.leave),
    enableBeforeUnload: () => isDirty && !isGone,
  });
  const keep = (then?: () => void) => {
    if (book !== undefined && !save.isPending) save.mutate({ text, book }, then === undefined ? {} : { onSuccess: then });
  };
  const leave = async (published?: { readonly version: number; readonly title: string }) => {
    setGone(true);
    // All that has to do with prices is another now.
    await Promise.all(['drafts', 'price-books', 'price-book', 'quote'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    // What is published was saved before, so nothing is lost.
    await navigate({ to: '/price-desk', search: published === undefined ? {} : { published: published.version }, ignoreBlocker: true });
  };
  return (
    <div className="z-10 mb-3 flex flex-wrap items-center gap-2 bg-ground py-2.5 md:sticky md:top-14">
      <Button onClick={() => keep()} disabled={book === undefined || !isDirty || save.isPending}>
        {save.isPending ? t.saving : t.save}
      </Button>
      <Button
        look="action"
        disabled={!isRight || save.isPending}
        onClick={() => (isDirty ? keep(() => setDialog('publish')) : setDialog('publish'))}
      >
        {t.publish}
      </Button>
      <Button look="quiet" onClick={() => setDialog('discard')}>
        {t.discard}
      </Button>
      <output className="text-xs text-muted">{isDirty ? t.unsaved : t.allSaved(revision)}</output>
      {problems.length > 0 && (
        <button
          type="button"
          onClick={() => document.getElementById('problems')?.scrollIntoView({ block: 'center' })}
          className="text-xs font-semibold text-danger hover:underline"
        >
          {t.problemCount(problems.length)}
        </button>
      )}
      {children}
      {dialog === 'publish' && (
        <PublishDialog
          title={t.publishTitle}
          text={t.publishText}
          after={draft.id}
          confirm={t.publishConfirm}
          publish={(when) => sdk.drafts.publish(draft.id, { revision, ...when })}
          onClose={() => setDialog(null)}
          onPublished={({ version }) => void leave({ version, title })}
        />
      )}
      {dialog === 'discard' && (
        <DiscardDialog draftId={draft.id} revision={revision} onClose={() => setDialog(null)} onDiscarded={() => void leave()} />
      )}
    </div>
  );
}
