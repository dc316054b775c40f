import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sdk } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Field } from '../../parts/field.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { EmailField, EntryForm } from './entry-form.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { useEntry } from './use-entry.ts';

const route = getRouteApi('/sign-up');
const PASSWORD_MIN = 10;

/** Makes an account, and signs in with it at once. */
export function SignUpPage() {
  usePageTitle(messages.signIn.signUpPageTitle);
  const { next } = route.useSearch();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entry = useEntry(() => sdk.auth.signUp({ name: name.trim(), email: email.trim(), password }), next);
  const t = messages.signIn;
  return (
    <EntryFrame
      title={t.signUpTitle}
      foot={
        <>
          {t.toSignIn}{' '}
          <Link to="/sign-in" search={next === undefined ? {} : { next }} className="font-semibold text-action hover:underline">
            {t.toSignInAction}
          </Link>
        </>
      }
    >
      <EntryForm entry={entry} label={t.signUp} busyLabel={t.signingUp}>
        <Field
          label={t.name}
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <EmailField value={email} onChange={setEmail} />
        <Field
          label={t.password}
          hint={t.passwordHint}
          type="password"
          name="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_MIN}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </EntryForm>
    </EntryFrame>
  );
}
