import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { FieldGroup } from './field-group.tsx';
import { changeSettings } from './settings-store.ts';
import { COUNTS } from './settings.ts';

/** How many pictures of one request. */
export function CountField({ images, max }: { images: number; max: number }) {
  return (
    <FieldGroup title={messages.create.count}>
      <div className="grid grid-cols-4 gap-1.5">
        {COUNTS.filter((count) => count <= max).map((count) => (
          <Choice
            key={count}
            name="images"
            value={String(count)}
            checked={count === images}
            label={messages.pictures(count)}
            onChoose={() => changeSettings({ images: count })}
            className="py-2 text-center text-xs"
          >
            <span className={count === images ? 'font-semibold' : ''}>{count}</span>
          </Choice>
        ))}
      </div>
    </FieldGroup>
  );
}
