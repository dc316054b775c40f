import type { PriceBook } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { FieldGroup } from './field-group.tsx';
import { changeSettings } from './settings-store.ts';

interface ModelFieldProps {
  models: PriceBook['models'];
  /** what a model is for, by its id */
  descriptions: ReadonlyMap<string, string>;
  chosen: string;
  /** the pictures are computed by rules, not by an AI model; said plainly */
  isProcedural: boolean;
}

/** The models, with the factor that each puts on the price where the book has one. */
export function ModelField({ models, descriptions, chosen, isProcedural }: ModelFieldProps) {
  return (
    <FieldGroup title={messages.create.model} {...(isProcedural ? { value: messages.create.procedural } : {})}>
      <div className="grid grid-cols-3 gap-1.5">
        {models.map((model) => (
          <Choice
            key={model.id}
            name="model"
            value={model.id}
            checked={model.id === chosen}
            onChoose={() => changeSettings({ model: model.id })}
            hint={descriptions.get(model.id)}
            className="px-1 py-2 text-center"
          >
            <span className={`block truncate text-xs ${model.id === chosen ? 'font-semibold' : ''}`}>{model.title}</span>
            {model.factor !== null && <span className="block text-xs text-muted">×{formatCredits(model.factor)}</span>}
          </Choice>
        ))}
      </div>
    </FieldGroup>
  );
}
