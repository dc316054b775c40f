import type { PriceBook } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { FieldGroup } from './field-group.tsx';
import { changeSettings } from './settings-store.ts';
import { SIZE_PRESETS } from './settings.ts';

/** Sizes by shape and pixels; one of an earlier picture that is no preset is shown as the value only. */
export function SizeField({ width, height, limits }: { width: number; height: number; limits: PriceBook['limits'] }) {
  const presets = SIZE_PRESETS.filter(
    (size) =>
      size.width >= limits.widthMin && size.width <= limits.widthMax && size.height >= limits.heightMin && size.height <= limits.heightMax,
  );
  return (
    <FieldGroup title={messages.create.size} value={`${width} × ${height}`}>
      <div className="grid grid-cols-5 gap-1.5">
        {presets.map((size) => {
          const checked = size.width === width && size.height === height;
          const scale = (size.name === 'smallSquare' ? 13 : 20) / Math.max(size.width, size.height);
          return (
            <Choice
              key={size.name}
              name="size"
              value={size.name}
              checked={checked}
              label={`${messages.create.sizes[size.name]}, ${size.ratio}, ${size.width} × ${size.height}`}
              onChoose={() => changeSettings({ width: size.width, height: size.height })}
              hint={`${messages.create.sizes[size.name]} · ${size.width} × ${size.height}`}
              className="px-0.5 pt-2 pb-1.5 text-center"
            >
              <span className="block">
                <span className="grid h-6 place-items-center">
                  <span
                    className={`block rounded-[3px] border-[1.5px] ${checked ? 'border-action' : 'border-muted'}`}
                    style={{ width: size.width * scale, height: size.height * scale }}
                  />
                </span>
                <span className={`block text-xs ${checked ? 'font-semibold' : ''}`}>{size.ratio}</span>
                <span className="block text-[0.65rem] leading-4 tracking-tight text-muted">{shortPixels(size.width, size.height)}</span>
              </span>
            </Choice>
          );
        })}
      </div>
    </FieldGroup>
  );
}

function shortPixels(width: number, height: number): string {
  return width === height ? `${width}` : `${width}×${height}`;
}
