import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sdk } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
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
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          entry.enter();
        }}
      >
        <Field
          label={t.name}
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
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
        {entry.error !== null && <ProblemNotice error={entry.error} />}
        <Button type="submit" look="action" size="large" disabled={entry.isEntering}>
          {entry.isEntering ? t.signingUp : t.signUp}
        </Button>
      </form>
    </EntryFrame>
  );
}
