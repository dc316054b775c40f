import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sandboxQuery } from '../../api/queries.ts';
import { sdk } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Field } from '../../parts/field.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { DemoSignIns } from './demo-sign-ins.tsx';
import { EmailField, EntryForm } from './entry-form.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { useEntry } from './use-entry.ts';

const route = getRouteApi('/sign-in');

/** Sign in; in a sandbox the demo sign-ins fill the form with one click. */
export function SignInPage() {
  usePageTitle(messages.signIn.pageTitle);
  const { next } = route.useSearch();
  const sandbox = useQuery(sandboxQuery);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entry = useEntry(() => sdk.auth.signIn({ email: email.trim(), password }), next);
  const t = messages.signIn;
  return (
    <EntryFrame
      title={t.title}
      foot={
        <>
          {t.toSignUp}{' '}
          <Link to="/sign-up" search={next === undefined ? {} : { next }} className="font-semibold text-action hover:underline">
            {t.toSignUpAction}
          </Link>
        </>
      }
    >
      <EntryForm entry={entry} label={t.submit} busyLabel={t.submitting}>
        <EmailField value={email} onChange={setEmail} />
        <Field
          label={t.password}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </EntryForm>
      {sandbox.data?.sandbox === true && sandbox.data.demo.length > 0 && (
        <DemoSignIns
          demo={sandbox.data.demo}
          onFill={(one) => {
            setEmail(one.email);
            setPassword(one.password);
          }}
        />
      )}
    </EntryFrame>
  );
}
