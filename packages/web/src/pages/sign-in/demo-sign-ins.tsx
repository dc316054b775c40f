import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';

export interface DemoSignIn {
  email: string;
  password: string;
  role: 'customer' | 'operator';
}

/** The people that a sandbox comes with. */
export function DemoSignIns({ demo, onFill }: { demo: readonly DemoSignIn[]; onFill: (demo: DemoSignIn) => void }) {
  const t = messages.signIn;
  return (
    <section aria-labelledby="demo" className="mt-6 rounded-md border border-dashed border-edge p-3.5">
      <div className="mb-2.5 flex items-baseline justify-between gap-2 text-xs">
        <h2 id="demo" className="font-semibold">
          {t.demoTitle}
        </h2>
        <p className="text-muted">{t.demoText}</p>
      </div>
      <div className="grid gap-2 sm:grid-cols-2">
        {demo.map((one) => (
          <button
            key={one.email}
            type="button"
            onClick={() => onFill(one)}
            className="flex items-center gap-2 rounded-md border border-line bg-surface px-2.5 py-2 text-left transition-colors hover:bg-sunken"
          >
            <span className="text-action">
              <Icon name={one.role === 'operator' ? 'key' : 'account'} size={18} />
            </span>
            <span className="min-w-0">
              <span className="block text-xs font-semibold">{t.demoRole[one.role]}</span>
              <span className="block truncate text-xs text-muted">{one.email}</span>
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}
