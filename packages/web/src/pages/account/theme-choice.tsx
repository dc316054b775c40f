import { useState } from 'react';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { chooseTheme, readTheme, THEMES } from './theme.ts';

/** Light, dark, or as the device has it. */
export function ThemeChoice() {
  const [chosen, setChosen] = useState(readTheme);
  return (
    <fieldset>
      <legend className="sr-only">{messages.account.theme}</legend>
      <div className="grid max-w-sm grid-cols-3 gap-1.5">
        {THEMES.map((theme) => (
          <Choice
            key={theme}
            name="theme"
            value={theme}
            checked={theme === chosen}
            onChoose={() => {
              chooseTheme(theme);
              setChosen(theme);
            }}
            className="py-2.5 text-center"
          >
            <span className={theme === chosen ? 'font-semibold' : ''}>{messages.account.themes[theme]}</span>
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}
