import { InvalidArgumentError, type Command } from 'commander';
import { wholeNumber } from './list-options.ts';

export interface PictureOptions {
  model: string;
  width: number;
  height: number;
  steps: number;
  images: number;
  fact?: Readonly<Record<string, string | number | boolean>>;
  project?: string;
  session?: string;
  useReserve?: boolean;
}

/** The options that decide the price of a generation, and who pays it. */
export function pictureOptions(command: Command): Command {
  return command
    .option('--model <model>', 'model', 'standard')
    .option('--width <pixels>', 'width', wholeNumber, 512)
    .option('--height <pixels>', 'height', wholeNumber, 512)
    .option('--steps <steps>', 'steps', wholeNumber, 50)
    .option('--images <count>', 'how many pictures', wholeNumber, 1)
    .option('--fact <name=value>', 'what else the price book prices by, such as quality=hd; may be repeated', readFact)
    .option('--project <id>', 'the project that they are for')
    .option('--session <id>', 'the session that they are for')
    .option('--use-reserve', 'the reserve may be used too');
}

/** Decimal numbers stay text, so that they arrive exactly as they were typed. */
function readFact(text: string, before: PictureOptions['fact'] = {}): PictureOptions['fact'] {
  const [, name, value] = /^([a-zA-Z][a-zA-Z0-9]*)=(.+)$/u.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write it as name=value.');
  return { ...before, [name]: value === 'true' || value === 'false' ? value === 'true' : value };
}

/** The facts in the form that the SDK takes. */
export function factsOf({ fact }: Pick<PictureOptions, 'fact'>): { readonly facts?: Record<string, string | number | boolean> } {
  return fact === undefined ? {} : { facts: fact };
}
